using System.Data.Common;
using System.Security.Cryptography;

namespace SupportSdk.Outbox.Sql.Rows;

/// <summary>How payloads stand in the database: as they are or protected, beside the SHA-256 of what is stored.</summary>
internal sealed class SqlPayloads(IPayloadProtector? protector)
{
    public const string ChecksumMismatch = "The stored bytes do not match their checksum: the file was changed or damaged. Submit the ticket anew.";

    public const string NoProtector = "The stored ticket is encrypted, and no protector is given: call ProtectOutbox(...) with the key it was stored with, then RetryAsync.";

    public const string WrongKey = "The stored ticket cannot be decrypted: it was stored with another key, or changed. Give the outbox the key it was stored with, then RetryAsync.";

    /// <summary>What an operation stores. It is made once for it, so that the same operation done twice stores the same bytes.</summary>
    public Stored Write(ReadOnlyMemory<byte> payload)
    {
        var bytes = protector?.Protect(payload.Span) ?? payload.ToArray();
        return new Stored(bytes, SHA256.HashData(bytes), protector is not null);
    }

    /// <summary>The payload where it is there and whole; else why not.</summary>
    /// <param name="row">The row.</param>
    /// <param name="payload">The column of the payload. The two after it are its checksum, and whether it is protected.</param>
    public (ReadOnlyMemory<byte>? Payload, string? Problem) Read(DbDataReader row, int payload)
    {
        if (row.IsDBNull(payload) || row.IsDBNull(payload + 1))
            return (null, ChecksumMismatch);

        var stored = row.GetFieldValue<byte[]>(payload);
        if (!SHA256.HashData(stored).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(payload + 1)))
            return (null, ChecksumMismatch);

        return row.GetInt64(payload + 2) == 0 ? (stored, null) : Unprotect(stored);
    }

    private (ReadOnlyMemory<byte>? Payload, string? Problem) Unprotect(byte[] stored)
    {
        try
        {
            return protector is null ? (null, NoProtector) : (protector.Unprotect(stored), null);
        }
        catch (CryptographicException)
        {
            return (null, WrongKey);
        }
    }

    internal sealed record Stored(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Checksum, bool IsProtected);
}
