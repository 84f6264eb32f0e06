using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace SupportSdk.Outbox.Sql;

/// <summary>The outbox in a SQL database. What it says is stored has been committed, and forced to the disk.</summary>
/// <remarks>The data source is not disposed: it belongs to whoever made it.</remarks>
internal sealed class SqlOutbox(DbDataSource dataSource, SqlStatements statements, TimeProvider time, ILogger logger) : IOutbox, IDeliveryQueue, IDisposable
{
    private readonly SqlStore _store = new(dataSource, statements);
    private readonly SqlRecovery _recovery = new(time, logger);
    private readonly SqlQueue _queue = new(time, logger);

    /// <remarks>A database in memory is found out at the first operation.</remarks>
    public bool IsDurable => _store.IsDurable;

    public async Task AcceptAsync(AcceptedTicket ticket, CancellationToken cancellationToken)
    {
        var stored = await _store.WriteAsync(
            async (session, cancel) =>
            {
                using var command = AcceptCommand(session, ticket);
                return await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        OutboxRefusal.ThrowUnless(stored == 1, ticket.Id, "accepted");
    }

    public void Accept(AcceptedTicket ticket)
    {
        var stored = _store.Write(session =>
        {
            using var command = AcceptCommand(session, ticket);
            return command.ExecuteNonQuery();
        });
        OutboxRefusal.ThrowUnless(stored == 1, ticket.Id, "accepted");
    }

    public Task FreezeAsync(FrozenEntry entry, CancellationToken cancellationToken) =>
        _store.WriteAsync(
            async (session, cancel) =>
            {
                await session.InTransactionAsync(() => FreezeAsync(session, entry, cancel), cancel).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public Task<OutboxRecord?> FindAsync(TicketId id, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            async (session, cancel) =>
            {
                using var command = session.Command(SqlStatements.Find, ("@id", id.ToString()));
                using var rows = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
                return await SqlRecord.ReadAsync(id, rows, cancel).ConfigureAwait(false);
            },
            cancellationToken);

    public Task<IReadOnlyList<AcceptedTicket>> RecoverAsync(CancellationToken cancellationToken) => _store.WriteAsync(_recovery.RunAsync, cancellationToken);

    public Task<ClaimedDelivery?> ClaimAsync(SupportChannel channel, DateTimeOffset now, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => _queue.ClaimAsync(session, channel, now, cancel), cancellationToken);

    public Task SettleAsync(Settlement settlement, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => SqlQueue.SettleAsync(session, settlement, cancel), cancellationToken);

    public Task<int> DecideAsync(TicketId id, DeliveryEvent decision, DateTimeOffset now, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => SqlQueue.DecideAsync(session, id, decision, now, cancel), cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(SupportChannel channel, CancellationToken cancellationToken) =>
        _store.ReadAsync<DateTimeOffset?>(
            async (session, cancel) =>
            {
                using var command = session.Command(SqlStatements.NextDue, ("@channel", SqlValues.Text(channel)));
                return await command.ExecuteScalarAsync(cancel).ConfigureAwait(false) is long ticks ? SqlValues.Time(ticks) : null;
            },
            cancellationToken);

    public Task<int> CountOpenAsync(CancellationToken cancellationToken) =>
        _store.ReadAsync(
            async (session, cancel) =>
            {
                using var command = session.Command(SqlStatements.CountOpen);
                return Convert.ToInt32(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false), CultureInfo.InvariantCulture);
            },
            cancellationToken);

    public void Dispose() => _store.Dispose();

    private static DbCommand AcceptCommand(SqlSession session, AcceptedTicket ticket) =>
        TicketCommand(session, SqlStatements.Accept, ticket.Id, ticket.SubmittedAt, ticket.Payload);

    private static DbCommand TicketCommand(SqlSession session, string sql, TicketId id, DateTimeOffset submittedAt, ReadOnlyMemory<byte> payload) =>
        session.Command(
            sql,
            ("@id", id.ToString()),
            ("@submitted", SqlValues.Ticks(submittedAt)),
            ("@payload", payload.ToArray()),
            ("@checksum", SqlValues.Checksum(payload)),
            ("@owner", session.Owner.Id),
            ("@version", SqlStatements.Version));

    private async Task FreezeAsync(SqlSession session, FrozenEntry entry, CancellationToken cancellationToken)
    {
        using var command = TicketCommand(session, SqlStatements.Freeze, entry.Id, entry.SubmittedAt, entry.Payload);
        var stored = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        OutboxRefusal.ThrowUnless(stored == 1, entry.Id, "frozen");
        foreach (var start in entry.Deliveries)
        {
            using var delivery = session.Command(
                SqlStatements.Start,
                ("@id", entry.Id.ToString()),
                ("@channel", SqlValues.Text(start.Channel)),
                ("@state", SqlValues.Text(start.State)),
                ("@due", SqlValues.Ticks(start.DueAt)),
                ("@submitted", SqlValues.Ticks(entry.SubmittedAt)),
                ("@remote", start.RemoteId),
                ("@at", SqlValues.Ticks(time.GetUtcNow())));
            await delivery.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
