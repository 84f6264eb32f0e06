using System.Security.Cryptography;
using SupportSdk.Outbox;

namespace SupportSdk.Tests.Outbox;

public sealed class AesGcmPayloadProtectorTests
{
    private const string Nonce = "cafebabefacedbaddecaf888";

    private const string Plain =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";

    // McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 3 and 15.
    [Theory]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308",
        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985",
        "4d5c2af327cd64a62cf35abd2ba6fab4")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad",
        "b094dac5d93471bdec1a502270e3cc6c")]
    public void Unprotect_PublishedVector_GivesItsPlaintext(string key, string cipher, string tag)
    {
        using var protector = new AesGcmPayloadProtector(Convert.FromHexString(key));

        Assert.Equal(Plain, Convert.ToHexStringLower(protector.Unprotect(Convert.FromHexString($"01{Nonce}{tag}{cipher}"))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Protect_Twice_DiffersAndComesBack(int length)
    {
        var payload = RandomNumberGenerator.GetBytes(length);
        using var protector = new AesGcmPayloadProtector(new byte[32]);

        var (first, second) = (protector.Protect(payload), protector.Protect(payload));

        Assert.NotEqual(first, second);
        Assert.Equal(payload, protector.Unprotect(first));
        Assert.Equal(payload, protector.Unprotect(second));
        Assert.Equal(length + 29, first.Length);
    }

    [Fact]
    public void Unprotect_AnyByteChanged_Throws()
    {
        using var protector = new AesGcmPayloadProtector(new byte[32]);
        var stored = protector.Protect("the payload"u8);

        for (var i = 0; i < stored.Length; i++)
        {
            var changed = (byte[])stored.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(changed));
        }

        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(stored.AsSpan(0, stored.Length - 1)));
        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect([]));
    }

    [Fact]
    public void Unprotect_AnotherKeyOrDisposed_Throws()
    {
        var protector = new AesGcmPayloadProtector(RandomNumberGenerator.GetBytes(32));
        var stored = protector.Protect("the payload"u8);
        using var another = new AesGcmPayloadProtector(new byte[32]);
        Assert.ThrowsAny<CryptographicException>(() => another.Unprotect(stored));

        protector.Dispose();
        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(stored));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(33)]
    public void Constructor_KeyOfAnotherLength_ThrowsWithTheWayOut(int length) =>
        Assert.Contains("16, 24 or 32 bytes", Assert.Throws<ArgumentException>(() => new AesGcmPayloadProtector(new byte[length])).Message, StringComparison.Ordinal);
}
