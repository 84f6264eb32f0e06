using System.Data.Common;

namespace SupportSdk.Outbox.Sql.Rows;

/// <summary>How values stand in the database: times as UTC ticks, names in lower case.</summary>
internal static class SqlValues
{
    public static string Text(DeliveryState state) => Lower(state.ToString());

    public static string Text(SupportChannel channel) => Lower(channel.ToString());

    public static DeliveryState State(string text) => Enum.Parse<DeliveryState>(text, ignoreCase: true);

    public static SupportChannel Channel(string text) => Enum.Parse<SupportChannel>(text, ignoreCase: true);

    public static long Ticks(DateTimeOffset time) => time.UtcTicks;

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    public static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Lower(string name) => name.ToLowerInvariant();
}
