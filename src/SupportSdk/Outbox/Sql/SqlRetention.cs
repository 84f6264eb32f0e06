using System.Globalization;
using SupportSdk.Outbox.Sql.Rows;

namespace SupportSdk.Outbox.Sql;

/// <summary>Lets delivered tickets go, by age and by number, a few hundred at a time. What is not delivered on every channel never goes, unless a person cancelled the rest.</summary>
internal sealed class SqlRetention(OutboxRetention retention, TimeProvider time)
{
    public async Task<int> RunAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var before = Math.Max(SqlValues.Ticks(time.GetUtcNow() - retention.Age), await BeyondCountAsync(session, cancellationToken).ConfigureAwait(false));
        var aged = await AgedAsync(session, before, cancellationToken).ConfigureAwait(false);
        if (aged.Count > 0)
            await session.InTransactionAsync(() => DeleteAsync(session, aged, cancellationToken), cancellationToken).ConfigureAwait(false);

        return aged.Count;
    }

    private async Task<long> BeyondCountAsync(SqlSession session, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.BeyondCount, ("@count", retention.Count));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } at and not DBNull ? Convert.ToInt64(at, CultureInfo.InvariantCulture) + 1 : 0;
    }

    private static async Task<HashSet<string>> AgedAsync(SqlSession session, long before, CancellationToken cancellationToken)
    {
        using var command = session.Command(session.Statements.Aged, ("@before", before));
        using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var aged = new HashSet<string>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            aged.Add(rows.GetString(0));

        return aged;
    }

    private static async Task DeleteAsync(SqlSession session, HashSet<string> tickets, CancellationToken cancellationToken)
    {
        foreach (var id in tickets)
        {
            foreach (var statement in new[] { session.Statements.DeleteDeliveries, session.Statements.DeleteTicket })
            {
                using var command = session.Command(statement, ("@id", id));
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
