using System.Data.Common;
using Microsoft.Extensions.Logging;
using SupportSdk.Outbox.Sql.Leases;
using SupportSdk.Outbox.Sql.Rows;
using SupportSdk.Telemetry;

namespace SupportSdk.Outbox.Sql;

/// <summary>Takes over what dead processes left. One transaction, and every statement compares the owner that it replaces: two that recover at once cannot take the same.</summary>
internal sealed class SqlRecovery(TimeProvider time, ILogger logger, SqlPayloads payloads)
{
    private const string DiedOnce = "The process that was sending it ended; support may have it. It is sent once more, with the same id.";
    private const string DiedAgain = "The process that was sending it ended, for the second time; support may have it. It is not sent again by itself: RetryAsync sends it.";

    private sealed record Adopted(TicketId Id, DateTimeOffset SubmittedAt, ReadOnlyMemory<byte>? Payload, string? Problem);

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
                    await SetAsideAsync(session, ticket, cancellationToken).ConfigureAwait(false);
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

    private async Task<List<Adopted>> AdoptAsync(SqlSession session, string dead, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.AdoptAccepted, ("@owner", session.Owner), ("@dead", dead));
        using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var adopted = new List<Adopted>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            adopted.Add(Read(rows));

        return adopted;
    }

    private async Task SetAsideAsync(SqlSession session, Adopted ticket, CancellationToken cancellationToken)
    {
        var reason = ticket.Problem ?? SqlPayloads.ChecksumMismatch;
        await SqlQueue.SetAsideAsync(session, ticket.Id, reason, cancellationToken).ConfigureAwait(false);
        SupportLog.TicketDamaged(logger, ticket.Id, reason);
    }

    private Adopted Read(DbDataReader row)
    {
        var (payload, problem) = payloads.Read(row, 2);
        return new Adopted(TicketId.Parse(row.GetString(0)), SqlValues.Time(row.GetInt64(1)), payload, problem);
    }
}
