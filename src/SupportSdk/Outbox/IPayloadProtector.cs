namespace SupportSdk.Outbox;

/// <summary>Encrypts what a SQL outbox stores of a ticket: its text, its evidence and its attachments. Ids, times, states and reasons of failures stay readable.</summary>
/// <remarks>Called by several threads. ASP.NET Core's Data Protection fits behind these two methods; <see cref="AesGcmPayloadProtector"/> needs a key and nothing else.</remarks>
public interface IPayloadProtector
{
    /// <summary>Encrypts.</summary>
    /// <param name="payload">The bytes.</param>
    /// <returns>What is stored; <see cref="Unprotect"/> gives the bytes back, in any later run.</returns>
    byte[] Protect(ReadOnlySpan<byte> payload);

    /// <summary>Decrypts, and proves that nothing was changed.</summary>
    /// <param name="protectedPayload">What <see cref="Protect"/> gave.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed, or protected by another key.</exception>
    byte[] Unprotect(ReadOnlySpan<byte> protectedPayload);
}
