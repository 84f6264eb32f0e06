using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using SupportSdk.Outbox.Sql.Rows;
using SupportSdk.Telemetry;

namespace SupportSdk.Outbox.Sql;

/// <summary>The outbox in a SQL database. What it says is stored has been committed, and forced to the disk.</summary>
/// <remarks>The data source is not disposed: it belongs to whoever made it.</remarks>
internal sealed class SqlOutbox(
    DbDataSource dataSource, SqlStatements statements, TimeProvider time, ILogger logger, IPayloadProtector? protector = null, OutboxRetention? retention = null) : IOutbox, IDeliveryQueue, IParkedDeliveries, IDisposable
{
    private readonly SqlStore _store = new(dataSource, statements, reason => SupportLog.OutboxNotDurable(logger, reason));
    private readonly SqlPayloads _payloads = new(protector);
    private readonly SqlRecovery _recovery = new(time, logger, new SqlPayloads(protector));
    private readonly SqlQueue _queue = new(time, logger, new SqlPayloads(protector));
    private readonly SqlRetention _retention = new(retention ?? OutboxRetention.Default, time);

    /// <remarks>A database in memory is found out at the first operation.</remarks>
    public bool IsDurable => _store.IsDurable;

    public async Task AcceptAsync(AcceptedTicket ticket, CancellationToken cancellationToken)
    {
        var payload = _payloads.Write(ticket.Payload);
        var stored = await _store.WriteAsync(
            async (session, cancel) =>
            {
                using var command = TicketCommand(session, session.Statements.Accept, ticket.Id, ticket.SubmittedAt, payload);
                return await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false) == 1 || await IsSameAsync(session, ticket.Id, payload, frozen: false, cancel).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        OutboxRefusal.ThrowUnless(stored, ticket.Id, "accepted");
    }

    public void Accept(AcceptedTicket ticket)
    {
        var payload = _payloads.Write(ticket.Payload);
        var stored = _store.Write(session =>
        {
            using var command = TicketCommand(session, session.Statements.Accept, ticket.Id, ticket.SubmittedAt, payload);
            return command.ExecuteNonQuery() == 1;
        });
        OutboxRefusal.ThrowUnless(stored, ticket.Id, "accepted");
    }

    public async Task FreezeAsync(FrozenEntry entry, CancellationToken cancellationToken)
    {
        var payload = _payloads.Write(entry.Payload);
        await _store.WriteAsync(
            async (session, cancel) =>
            {
                await session.InTransactionAsync(() => FreezeAsync(session, entry, payload, cancel), cancel).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task SetAsideAsync(TicketId id, string reason, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => SqlQueue.SetAsideAsync(session, id, reason, cancel), cancellationToken);

    public Task<OutboxRecord?> FindAsync(TicketId id, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            async (session, cancel) =>
            {
                using var command = session.Command(session.Statements.Find, ("@id", id.ToString()));
                using var rows = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
                return await SqlRecord.ReadAsync(id, rows, _payloads, cancel).ConfigureAwait(false);
            },
            cancellationToken);

    public async Task<IReadOnlyList<AcceptedTicket>> RecoverAsync(CancellationToken cancellationToken)
    {
        await AgeAsync(cancellationToken).ConfigureAwait(false);
        return await _store.WriteAsync(_recovery.RunAsync, cancellationToken).ConfigureAwait(false);
    }

    public Task<ClaimedDelivery?> ClaimAsync(SupportChannel channel, DateTimeOffset now, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => _queue.ClaimAsync(session, channel, now, cancel), cancellationToken);

    public Task SettleAsync(Settlement settlement, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => SqlQueue.SettleAsync(session, settlement, cancel), cancellationToken);

    public Task<int> DecideAsync(TicketId id, DeliveryEvent decision, DateTimeOffset now, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => SqlQueue.DecideAsync(session, id, decision, now, cancel), cancellationToken);

    public Task<IReadOnlyList<string>> ParkedMarksAsync(SupportChannel channel, CancellationToken cancellationToken) =>
        _store.ReadAsync((session, cancel) => SqlQueue.ParkedMarksAsync(session, channel, cancel), cancellationToken);

    public Task<int> RetryParkedAsync(SupportChannel channel, string mark, DateTimeOffset now, CancellationToken cancellationToken) =>
        _store.WriteAsync((session, cancel) => SqlQueue.RetryParkedAsync(session, channel, mark, now, cancel), cancellationToken);

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

    // Housekeeping must not keep tickets from being taken over.
    private async Task AgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _store.WriteAsync(_retention.RunAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (OutboxUnavailableException e)
        {
            SupportLog.RetentionFailed(logger, e.Message);
        }
    }

    // The answer to a commit may be lost with its connection; the same bytes again are that commit's.
    private static async Task<bool> IsSameAsync(SqlSession session, TicketId id, SqlPayloads.Stored payload, bool frozen, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.Checksum, ("@id", id.ToString()), ("@frozen", frozen ? 1 : 0));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is byte[] stored && payload.Checksum.Span.SequenceEqual(stored);
    }

    private static DbCommand TicketCommand(SqlSession session, string sql, TicketId id, DateTimeOffset submittedAt, SqlPayloads.Stored payload) =>
        session.Command(
            sql,
            ("@id", id.ToString()),
            ("@submitted", SqlValues.Ticks(submittedAt)),
            ("@payload", payload.Bytes.ToArray()),
            ("@checksum", payload.Checksum.ToArray()),
            ("@protected", payload.IsProtected ? 1L : 0L),
            ("@owner", session.Owner),
            ("@version", SqlStatements.Version));

    private async Task FreezeAsync(SqlSession session, FrozenEntry entry, SqlPayloads.Stored payload, CancellationToken cancellationToken)
    {
        using var command = TicketCommand(session, session.Statements.Freeze, entry.Id, entry.SubmittedAt, payload);
        if (await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) != 1)
        {
            OutboxRefusal.ThrowUnless(await IsSameAsync(session, entry.Id, payload, frozen: true, cancellationToken).ConfigureAwait(false), entry.Id, "frozen");
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
