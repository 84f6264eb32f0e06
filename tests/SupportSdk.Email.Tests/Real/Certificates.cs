using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SupportSdk.Email.Tests.Real;

/// <summary>Self-signed certificates made by openssl: one for localhost, one for another name.</summary>
public sealed class Certificates : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public (string Certificate, string Key) Localhost => Make("localhost", "DNS:localhost,IP:127.0.0.1");

    public (string Certificate, string Key) WrongName => Make("elsewhere.example", "DNS:elsewhere.example");

    public static string Sha256(string certificate) => Convert.ToHexString(SHA256.HashData(X509CertificateLoader.LoadCertificateFromFile(certificate).RawData));

    public void Dispose() => _folder.Dispose();

    private (string Certificate, string Key) Make(string name, string names)
    {
        RequiresReal.OpenSsl();
        var (certificate, key) = (_folder[$"{name}.pem"], _folder[$"{name}.key"]);
        if (File.Exists(certificate)) return (certificate, key);
        string[] arguments = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", $"/CN={name}",
            "-addext", $"subjectAltName={names}", "-keyout", key, "-out", certificate];
        using var openssl = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true })!;
        openssl.StandardError.ReadToEnd();
        openssl.WaitForExit();
        Assert.Equal(0, openssl.ExitCode);
        return (certificate, key);
    }
}
