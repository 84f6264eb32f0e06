using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SupportSdk.Email.Smtp;

/// <summary>Accepts the pinned certificate, or one whose chain and name are right; remembers why it refused.</summary>
internal sealed class CertificateCheck(string? pin)
{
    private readonly byte[]? _pin = pin is null ? null : ParsePin(pin);

    /// <summary>Why the certificate was refused, with the way out; <see langword="null"/> as long as none was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Only the revocation list could not be read, which passes.</summary>
    public bool MayPass { get; private set; }

    public static byte[]? ParsePin(string pin)
    {
        var digits = pin.Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    public bool Accept(X509Certificate? certificate, IEnumerable<X509ChainStatusFlags> chain, SslPolicyErrors errors)
    {
        if (certificate is not null && (_pin is null ? errors == SslPolicyErrors.None : SHA256.HashData(certificate.GetRawCertData()).AsSpan().SequenceEqual(_pin)))
            return true;

        var flaws = chain.Where(flag => flag != X509ChainStatusFlags.NoError).Distinct().ToList();
        Refusal = _pin is not null ? "it is not the one in Email.TrustedCertificateSha256" : Describe(certificate, flaws, errors);
        MayPass = _pin is null && errors == SslPolicyErrors.RemoteCertificateChainErrors && flaws.Count > 0
            && flaws.TrueForAll(flag => flag is X509ChainStatusFlags.RevocationStatusUnknown or X509ChainStatusFlags.OfflineRevocation);
        return false;
    }

    private static string Describe(X509Certificate? certificate, List<X509ChainStatusFlags> flaws, SslPolicyErrors errors)
    {
        if (certificate is null) return "the server sent none";
        List<string> words = [];
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) words.Add("it does not carry the name in Email.Host");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)) words.Add($"its chain is not trusted ({string.Join(", ", flaws)})");
        var hash = Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData()));
        return $"{string.Join(" and ", words)}; if it is the server's own, trust its authority on this machine or set Email.TrustedCertificateSha256 = {hash}";
    }
}
