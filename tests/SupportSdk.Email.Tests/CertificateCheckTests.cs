using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SupportSdk.Email.Smtp;
using SupportSdk.Email.Tests.Real;

namespace SupportSdk.Email.Tests;

public sealed class CertificateCheckTests(Certificates certificates) : IClassFixture<Certificates>
{
    [Fact]
    public void Accept_NoErrors_Accepts()
    {
        var check = new CertificateCheck(null);

        Assert.True(check.Accept(Certificate(), [], SslPolicyErrors.None));
        Assert.Null(check.Refusal);
    }

    [Theory]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.RevocationStatusUnknown, true)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.UntrustedRoot, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.Revoked, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NoError, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch, X509ChainStatusFlags.RevocationStatusUnknown, false)]
    public void Accept_Errors_RefusesAndKnowsWhatMayPass(SslPolicyErrors errors, X509ChainStatusFlags flaw, bool mayPass)
    {
        var check = new CertificateCheck(null);

        Assert.False(check.Accept(Certificate(), [flaw], errors));
        Assert.Equal(mayPass, check.MayPass);
    }

    [Fact]
    public void Accept_ThePinnedOneWithColons_AcceptsWhateverTheErrors()
    {
        var pin = string.Join(':', Certificates.Sha256(certificates.Localhost.Certificate).ToLowerInvariant().Chunk(2).Select(pair => new string(pair)));

        Assert.True(new CertificateCheck(pin).Accept(Certificate(), [], SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch));
    }

    [Fact]
    public void Accept_NotThePinnedOne_RefusesEvenATrustedOne() => Assert.False(new CertificateCheck(new string('0', 64)).Accept(Certificate(), [], SslPolicyErrors.None));

    [Fact]
    public void Accept_None_Refuses() => Assert.False(new CertificateCheck(null).Accept(null, [], SslPolicyErrors.RemoteCertificateNotAvailable));

    private X509Certificate2 Certificate() => X509CertificateLoader.LoadCertificateFromFile(certificates.Localhost.Certificate);
}
