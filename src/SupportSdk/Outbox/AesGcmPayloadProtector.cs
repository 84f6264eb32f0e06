using System.Security.Cryptography;

namespace SupportSdk.Outbox;

/// <summary>AES-GCM (NIST SP 800-38D) with a key of the app's: each payload under a random nonce of its own.</summary>
/// <remarks>
/// Stored: one byte of version (1), the nonce (12 bytes), the tag (16 bytes), the ciphertext. With random nonces one key is good for 2³² payloads. The key is the app's to keep: without it
/// nothing comes back. To change it, let <c>FlushAsync</c> empty the outbox first.
/// </remarks>
public sealed class AesGcmPayloadProtector : IPayloadProtector, IDisposable
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + NonceSize + TagSize;

    private readonly byte[] _key;

    /// <summary>Takes the key.</summary>
    /// <param name="key">16, 24 or 32 random bytes; 32 is AES-256. It is copied.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public AesGcmPayloadProtector(ReadOnlySpan<byte> key)
    {
        if (key.Length is not (16 or 24 or 32))
            throw new ArgumentException($"An AES key has 16, 24 or 32 bytes; this one has {key.Length}. Make one with RandomNumberGenerator.GetBytes(32), and keep it where the app's secrets are.", nameof(key));

        _key = key.ToArray();
    }

    /// <inheritdoc/>
    public byte[] Protect(ReadOnlySpan<byte> payload)
    {
        var stored = new byte[HeaderSize + payload.Length];
        stored[0] = Version;
        var nonce = stored.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, payload, stored.AsSpan(HeaderSize), stored.AsSpan(1 + NonceSize, TagSize));
        return stored;
    }

    /// <inheritdoc/>
    public byte[] Unprotect(ReadOnlySpan<byte> protectedPayload)
    {
        if (protectedPayload.Length < HeaderSize || protectedPayload[0] != Version)
            throw new CryptographicException("The bytes were not protected by this class.");

        var payload = new byte[protectedPayload.Length - HeaderSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(protectedPayload.Slice(1, NonceSize), protectedPayload[HeaderSize..], protectedPayload.Slice(1 + NonceSize, TagSize), payload);
        return payload;
    }

    /// <summary>Overwrites the key; the protector is of no use afterwards.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);
}
