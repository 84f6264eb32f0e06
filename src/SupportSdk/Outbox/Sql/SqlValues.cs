using System.Data.Common;
using System.Security.Cryptography;

namespace SupportSdk.Outbox.Sql;

/// <summary>How values stand in the database: times as UTC ticks, names in lower case, payloads beside their SHA-256.</summary>
internal static class SqlValues
{
    public const string ChecksumMismatch = "The stored bytes do not match their checksum: the file was changed or damaged. Submit the ticket anew.";

    public static string Text(DeliveryState state) => Lower(state.ToString());

    public static string Text(SupportChannel channel) => Lower(channel.ToString());

    public static DeliveryState State(string text) => Enum.Parse<DeliveryState>(text, ignoreCase: true);

    public static SupportChannel Channel(string text) => Enum.Parse<SupportChannel>(text, ignoreCase: true);

    public static long Ticks(DateTimeOffset time) => time.UtcTicks;

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    public static byte[] Checksum(ReadOnlyMemory<byte> payload) => SHA256.HashData(payload.Span);

    public static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>The payload, where it is there and whole.</summary>
    public static byte[]? Payload(DbDataReader row, int column, int checksumColumn)
    {
        if (row.IsDBNull(column) || row.IsDBNull(checksumColumn))
            return null;

        var payload = row.GetFieldValue<byte[]>(column);
        return Checksum(payload).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(checksumColumn)) ? payload : null;
    }

    private static string Lower(string name) => name.ToLowerInvariant();
}
