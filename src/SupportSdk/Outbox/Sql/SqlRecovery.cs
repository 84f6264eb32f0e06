using System.Data.Common;
using Microsoft.Extensions.Logging;
using SupportSdk.Outbox.Sql.Leases;
using SupportSdk.Telemetry;

namespace SupportSdk.Outbox.Sql;

/// <summary>Takes over what dead processes left. One transaction, and every statement compares the owner that it replaces: two that recover at once cannot take the same.</summary>
internal sealed class SqlRecovery(TimeProvider time, ILogger logger)
{
    private const string DiedOnce = "The process that was sending it ended; support may have it. It is sent once more, with the same id.";
    private const string DiedAgain = "The process that was sending it ended, for the second time; support may have it. It is not sent again by itself: RetryAsync sends it.";

    private sealed record Adopted(TicketId Id, DateTimeOffset SubmittedAt, ReadOnlyMemory<byte>? Payload);

    public async Task<IReadOnlyList<AcceptedTicket>> RunAsync(SqlSession session, ISqlLease lease, CancellationToken cancellationToken)
    {
        await lease.TendAsync(cancellationToken).ConfigureAwait(false);

        // All or nothing: what was adopted and not handed back would wait until this process ends.
        var whole = new List<AcceptedTicket>();
        await session.InTransactionAsync(() => TakeOverAsync(session, lease, whole, cancellationToken), cancellationToken).ConfigureAwait(false);
        whole.Sort((a, b) => a.SubmittedAt.CompareTo(b.SubmittedAt));
        return whole;
    }

    private async Task TakeOverAsync(SqlSession session, ISqlLease lease, List<AcceptedTicket> whole, CancellationToken cancellationToken)
    {
        foreach (var owner in await OtherOwnersAsync(session, cancellationToken).ConfigureAwait(false))
        {
            if (!await lease.IsDeadAsync(owner, cancellationToken).ConfigureAwait(false))
                continue;

            await TakeBackClaimsAsync(session, owner, cancellationToken).ConfigureAwait(false);
            foreach (var ticket in await AdoptAsync(session, owner, cancellationToken).ConfigureAwait(false))
            {
                if (ticket.Payload is { } payload)
                    whole.Add(new AcceptedTicket(ticket.Id, ticket.SubmittedAt, payload));
                else
                    await SetAsideAsync(session, ticket.Id, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<List<string>> OtherOwnersAsync(SqlSession session, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.OtherOwners, ("@owner", session.Owner));
        using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var owners = new List<string>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            owners.Add(rows.GetString(0));

        return owners;
    }

    private async Task TakeBackClaimsAsync(SqlSession session, string dead, CancellationToken cancellationToken)
    {
        using var command = session.Command(
            session.Statements.TakeBackClaims, ("@dead", dead), ("@now", SqlValues.Ticks(time.GetUtcNow())), ("@first", DiedOnce), ("@again", DiedAgain));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<Adopted>> AdoptAsync(SqlSession session, string dead, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.AdoptAccepted, ("@owner", session.Owner), ("@dead", dead));
        using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var adopted = new List<Adopted>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            adopted.Add(Read(rows));

        return adopted;
    }

    private async Task SetAsideAsync(SqlSession session, TicketId id, CancellationToken cancellationToken)
    {
        await SqlQueue.SetAsideAsync(session, id, SqlValues.ChecksumMismatch, cancellationToken).ConfigureAwait(false);
        SupportLog.TicketDamaged(logger, id, SqlValues.ChecksumMismatch);
    }

    private static Adopted Read(DbDataReader row) =>
        new(TicketId.Parse(row.GetString(0)), SqlValues.Time(row.GetInt64(1)), SqlValues.Payload(row, 2, 3) is { } bytes ? (ReadOnlyMemory<byte>?)bytes : null);
}
