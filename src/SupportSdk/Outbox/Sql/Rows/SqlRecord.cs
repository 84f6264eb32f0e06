using System.Data.Common;

namespace SupportSdk.Outbox.Sql.Rows;

/// <summary>Reads one ticket with its deliveries, a row each, from the rows of <see cref="SqlStatements.Find"/>.</summary>
internal static class SqlRecord
{
    private const int SubmittedAt = 0;
    private const int Payload = 1;
    private const int IsFrozen = 4;
    private const int Damage = 5;
    private const int Channel = 6;
    private const int State = 7;
    private const int Attempts = 8;
    private const int LastError = 9;
    private const int At = 10;
    private const int RemoteId = 11;
    private const int PossiblySent = 12;

    public static async Task<OutboxRecord?> ReadAsync(TicketId id, DbDataReader rows, SqlPayloads payloads, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            return null;

        var record = Ticket(id, rows, payloads);
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

    private static OutboxRecord Ticket(TicketId id, DbDataReader row, SqlPayloads payloads)
    {
        var (payload, problem) = payloads.Read(row, Payload);
        var frozen = row.GetInt64(IsFrozen) != 0;
        return new OutboxRecord(id, SqlValues.Time(row.GetInt64(SubmittedAt)), frozen ? null : payload, frozen ? payload : null, []) { Damage = SqlValues.TextOrNull(row, Damage) ?? problem };
    }

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
