using System.Data.Common;

namespace SupportSdk.Outbox.Sql;

/// <summary>Reads one ticket with its deliveries, a row each, from the rows of <see cref="SqlStatements.Find"/>.</summary>
internal static class SqlRecord
{
    private const int SubmittedAt = 0;
    private const int Accepted = 1;
    private const int Frozen = 2;
    private const int Checksum = 3;
    private const int Damage = 4;
    private const int Channel = 5;
    private const int State = 6;
    private const int Attempts = 7;
    private const int LastError = 8;
    private const int At = 9;
    private const int RemoteId = 10;
    private const int PossiblySent = 11;

    public static async Task<OutboxRecord?> ReadAsync(TicketId id, DbDataReader rows, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            return null;

        var record = Ticket(id, rows);
        var deliveries = new List<ChannelDelivery>();
        do
        {
            if (!rows.IsDBNull(Channel))
                deliveries.Add(Delivery(rows));
        }
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false));
        deliveries.Sort((a, b) => a.Channel.CompareTo(b.Channel));
        return record with { Deliveries = deliveries };
    }

    private static OutboxRecord Ticket(TicketId id, DbDataReader row)
    {
        var accepted = SqlValues.Payload(row, Accepted, Checksum);
        var frozen = SqlValues.Payload(row, Frozen, Checksum);
        return new OutboxRecord(id, SqlValues.Time(row.GetInt64(SubmittedAt)), AsPayload(accepted), AsPayload(frozen), [])
        {
            Damage = SqlValues.TextOrNull(row, Damage) ?? (accepted is null && frozen is null ? SqlValues.ChecksumMismatch : null),
        };
    }

    private static ReadOnlyMemory<byte>? AsPayload(byte[]? payload) => payload is null ? default(ReadOnlyMemory<byte>?) : payload.AsMemory();

    private static ChannelDelivery Delivery(DbDataReader row) => new()
    {
        Channel = SqlValues.Channel(row.GetString(Channel)),
        State = SqlValues.State(row.GetString(State)),
        Attempts = row.GetInt32(Attempts),
        LastError = SqlValues.TextOrNull(row, LastError),
        At = SqlValues.Time(row.GetInt64(At)),
        RemoteId = SqlValues.TextOrNull(row, RemoteId),
        PossiblySent = row.GetInt64(PossiblySent) != 0,
    };
}
