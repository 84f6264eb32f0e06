using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SupportSdk.Redaction;

/// <summary>A short name for a secret, so that the same secret is seen to be the same: keyed, one-way. The key is random, lives in memory only and is never written.</summary>
internal sealed class SecretPseudonyms
{
    /// <summary>The hexadecimal digits of a pseudonym.</summary>
    public const int Length = 8;

    private readonly byte[] _key;

    public SecretPseudonyms()
        : this(RandomNumberGenerator.GetBytes(32))
    {
    }

    private SecretPseudonyms(byte[] key) => _key = key;

    /// <summary>The pseudonyms of one ticket: those of two tickets have nothing in common, so that nobody can tie tickets together by them.</summary>
    public SecretPseudonyms ForTicket(string ticketId) => new(HMACSHA256.HashData(_key, MemoryMarshal.AsBytes(ticketId.AsSpan())));

    public string Of(ReadOnlySpan<char> secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, MemoryMarshal.AsBytes(secret), hash);
        return Convert.ToHexString(hash[..(Length / 2)]).ToLowerInvariant();
    }
}
