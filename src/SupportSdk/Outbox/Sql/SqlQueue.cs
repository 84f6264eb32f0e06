using System.Data.Common;
using Microsoft.Extensions.Logging;
using SupportSdk.Outbox.Sql.Rows;
using SupportSdk.Telemetry;

namespace SupportSdk.Outbox.Sql;

/// <summary>Claims and settles. A delivery whose bytes are damaged is parked, and the next one claimed instead.</summary>
internal sealed class SqlQueue(TimeProvider time, ILogger logger, SqlPayloads payloads)
{
    private sealed record Claim(TicketId Id, string? RemoteId, int Attempts, bool PossiblySent, ReadOnlyMemory<byte>? Payload, string? Problem);

    public async Task<ClaimedDelivery?> ClaimAsync(SqlSession session, SupportChannel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await TakeAsync(session, channel, now, cancellationToken).ConfigureAwait(false) is { } claim)
        {
            if (claim.Payload is { } payload)
                return new ClaimedDelivery(claim.Id, channel, payload, claim.RemoteId, claim.Attempts, claim.PossiblySent);

            var parked = new Settlement(claim.Id, channel, DeliveryEvent.AttentionNeeded, claim.Attempts, time.GetUtcNow()) { Error = claim.Problem };
            await SettleAsync(session, parked, CancellationToken.None).ConfigureAwait(false);
            SupportLog.TicketParked(logger, claim.Id, channel, claim.Problem ?? "no reason given");
        }

        return null;
    }

    public static async Task<int> SettleAsync(SqlSession session, Settlement settlement, CancellationToken cancellationToken)
    {
        var due = settlement.State == DeliveryState.Pending ? settlement.DueAt : null;
        using var command = session.Command(
            session.Statements.Settle,
            ("@id", settlement.Id.ToString()),
            ("@channel", SqlValues.Text(settlement.Channel)),
            ("@state", SqlValues.Text(settlement.State)),
            ("@attempts", settlement.Attempts),
            ("@at", SqlValues.Ticks(settlement.At)),
            ("@error", settlement.Error),
            ("@mark", settlement.SettingsMark),
            ("@remote", settlement.RemoteId),
            ("@due", due is { } dueAt ? SqlValues.Ticks(dueAt) : null),
            ("@owner", session.Owner));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public static async Task<int> DecideAsync(SqlSession session, TicketId id, DeliveryEvent decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (decision == DeliveryEvent.Retried)
        {
            using var readmit = session.Command(session.Statements.Readmit, ("@id", id.ToString()));
            if (await readmit.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0)
                return 1;
        }

        using var command = session.Command(session.Statements.Decide[decision], ("@id", id.ToString()), ("@now", SqlValues.Ticks(now)));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public static async Task<int> SetAsideAsync(SqlSession session, TicketId id, string reason, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.SetAside, ("@id", id.ToString()), ("@reason", reason));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public static async Task<IReadOnlyList<string>> ParkedMarksAsync(SqlSession session, SupportChannel channel, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.ParkedMarks, ("@channel", SqlValues.Text(channel)));
        using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var marks = new List<string>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            marks.Add(rows.GetString(0));

        return marks;
    }

    public static async Task<int> RetryParkedAsync(SqlSession session, SupportChannel channel, string mark, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.RetryParked, ("@channel", SqlValues.Text(channel)), ("@mark", mark), ("@now", SqlValues.Ticks(now)));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Claim?> TakeAsync(SqlSession session, SupportChannel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var command = session.Command(
            session.Statements.Claim,
            ("@channel", SqlValues.Text(channel)),
            ("@now", SqlValues.Ticks(now)),
            ("@owner", session.Owner));
        using var rows = await command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        Claim? claim = null;

        // To the end: the claim is committed when the last row has been read, and a failure to commit is thrown there.
        while (await rows.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            claim = Read(rows);

        return claim;
    }

    private Claim Read(DbDataReader row)
    {
        var (payload, problem) = payloads.Read(row, 4);
        return new Claim(TicketId.Parse(row.GetString(0)), SqlValues.TextOrNull(row, 1), row.GetInt32(2), row.GetInt64(3) != 0, payload, problem);
    }
}
