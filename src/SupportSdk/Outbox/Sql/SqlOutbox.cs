using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using SupportSdk.Telemetry;

namespace SupportSdk.Outbox.Sql;

/// <summary>The outbox in a SQL database. What it says is stored has been committed, and forced to the disk.</summary>
/// <remarks>The data source is not disposed: it belongs to whoever made it.</remarks>
internal sealed class SqlOutbox(DbDataSource dataSource, SqlStatements statements, TimeProvider time, ILogger logger) : IOutbox, IDeliveryQueue, IDisposable
{
    private readonly SqlStore _store = new(dataSource, statements, reason => SupportLog.OutboxNotDurable(logger, reason));
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
                return await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false) == 1 || await IsSameAsync(session, ticket.Id, ticket.Payload, frozen: false, cancel).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        OutboxRefusal.ThrowUnless(stored, ticket.Id, "accepted");
    }

    public void Accept(AcceptedTicket ticket)
    {
        var stored = _store.Write(session =>
        {
            using var command = AcceptCommand(session, ticket);
            return command.ExecuteNonQuery() == 1;
        });
        OutboxRefusal.ThrowUnless(stored, ticket.Id, "accepted");
    }

    public Task FreezeAsync(FrozenEntry entry, CancellationToken cancellationToken) =>
        _store.WriteAsync(
            async (session, cancel) =>
            {
                await session.InTransactionAsync(() => FreezeAsync(session, entry, cancel), cancel).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public Task SetAsideAsync(TicketId id, string reason, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => SqlQueue.SetAsideAsync(session, id, reason, cancel), cancellationToken);

    public Task<OutboxRecord?> FindAsync(TicketId id, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            async (session, cancel) =>
            {
                using var command = session.Command(session.Statements.Find, ("@id", id.ToString()));
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
                using var command = session.Command(session.Statements.NextDue, ("@channel", SqlValues.Text(channel)));
                return await command.ExecuteScalarAsync(cancel).ConfigureAwait(false) is long ticks ? SqlValues.Time(ticks) : null;
            },
            cancellationToken);

    public Task<int> CountOpenAsync(CancellationToken cancellationToken) =>
        _store.ReadAsync(
            async (session, cancel) =>
            {
                using var command = session.Command(session.Statements.CountOpen);
                return Convert.ToInt32(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false), CultureInfo.InvariantCulture);
            },
            cancellationToken);

    public void Dispose() => _store.Dispose();

    // The answer to a commit may be lost with its connection; the same bytes again are that commit's.
    private static async Task<bool> IsSameAsync(SqlSession session, TicketId id, ReadOnlyMemory<byte> payload, bool frozen, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.Checksum, ("@id", id.ToString()), ("@frozen", frozen ? 1 : 0));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is byte[] stored && SqlValues.Checksum(payload).AsSpan().SequenceEqual(stored);
    }

    private static DbCommand AcceptCommand(SqlSession session, AcceptedTicket ticket) =>
        TicketCommand(session, session.Statements.Accept, ticket.Id, ticket.SubmittedAt, ticket.Payload);

    private static DbCommand TicketCommand(SqlSession session, string sql, TicketId id, DateTimeOffset submittedAt, ReadOnlyMemory<byte> payload) =>
        session.Command(
            sql,
            ("@id", id.ToString()),
            ("@submitted", SqlValues.Ticks(submittedAt)),
            ("@payload", payload.ToArray()),
            ("@checksum", SqlValues.Checksum(payload)),
            ("@owner", session.Owner),
            ("@version", SqlStatements.Version));

    private async Task FreezeAsync(SqlSession session, FrozenEntry entry, CancellationToken cancellationToken)
    {
        using var command = TicketCommand(session, session.Statements.Freeze, entry.Id, entry.SubmittedAt, entry.Payload);
        if (await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) != 1)
        {
            OutboxRefusal.ThrowUnless(await IsSameAsync(session, entry.Id, entry.Payload, frozen: true, cancellationToken).ConfigureAwait(false), entry.Id, "frozen");
            return;
        }

        foreach (var start in entry.Deliveries)
        {
            using var delivery = session.Command(
                session.Statements.Start,
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
