using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace SupportSdk.Outbox.Sql.Leases;

/// <summary>The lease of a process on a PostgreSQL database: an advisory lock of one session, which the server takes back when the connection ends, however it ends.</summary>
internal sealed class SessionLease : ISqlLease
{
    private const int Probes = 3;

    // A machine that vanishes lets its locks go in a minute, not in the two hours of the system's default.
    private const string Settings = """
        SET lock_timeout = '1s'; SET idle_in_transaction_session_timeout = '1min';
        SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 4
        """;

    private const string Lock = "SELECT pg_try_advisory_lock(@key)";

    private const string Unlock = "SELECT pg_advisory_unlock_all()";

    private const string IsLocked = """
        SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND classid = CAST(@high AS bigint) AND objid = CAST(@low AS bigint) AND (@own = 0 OR pid = pg_backend_pid())
        """;

    private readonly int _seconds;

    private SessionLease(DbConnection connection, string owner, string? notDurable, int seconds) =>
        (Connection, Owner, NotDurable, _seconds) = (connection, owner, notDurable, seconds);

    public string Owner { get; }

    public DbConnection Connection { get; }

    public string? NotDurable { get; }

    /// <param name="connection">The session to hold; the lease closes it.</param>
    /// <param name="openSecond">Opens another one, for the probe.</param>
    /// <param name="seconds">How long a command may take.</param>
    public static SessionLease Take(DbConnection connection, Func<DbConnection> openSecond, int seconds)
    {
        RefusePooler(connection, openSecond, seconds);
        Scalar(connection, seconds, Settings);
        var notDurable = MakeDurable(connection, seconds);
        while (true)
        {
            var key = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
            if (Scalar(connection, seconds, Lock, ("@key", key)) is true)
                return new SessionLease(connection, key.ToString("x16", CultureInfo.InvariantCulture), notDurable, seconds);
        }
    }

    public ValueTask<bool> IsDeadAsync(string owner, CancellationToken cancellationToken) => IsFreeAsync(owner, own: false, cancellationToken);

    public async ValueTask TendAsync(CancellationToken cancellationToken)
    {
        if (await IsFreeAsync(Owner, own: true, cancellationToken).ConfigureAwait(false))
            throw SqlFailure.Pooled.With(null);
    }

    // A data source's pool would keep the session, and the lock with it.
    public void Dispose()
    {
        try
        {
            if (Connection.State == System.Data.ConnectionState.Open)
                Scalar(Connection, _seconds, $"{Unlock}; RESET ALL");
        }
        catch (Exception exception) when (SqlFailure.Of(exception) is not null)
        {
            // The session is gone, and the lock with it.
        }

        Connection.Dispose();
    }

    private async ValueTask<bool> IsFreeAsync(string owner, bool own, CancellationToken cancellationToken)
    {
        if (!ulong.TryParse(owner, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key))
            return true;

        using var command = SqlSession.Command(Connection, _seconds, IsLocked, ("@high", (long)(key >> 32)), ("@low", (long)(key & uint.MaxValue)), ("@own", own ? 1 : 0));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) == 0;
    }

    // Two connections that are open at once have two sessions, and each keeps its own. While the second is in a transaction, a pooler cannot give its session to the first.
    private static void RefusePooler(DbConnection connection, Func<DbConnection> openSecond, int seconds)
    {
        using var second = openSecond();
        for (var probe = 0; probe < Probes; probe++)
        {
            if (!KeepTheirSessions(connection, second, seconds))
                throw SqlFailure.Pooled.With(null);
        }
    }

    private static bool KeepTheirSessions(DbConnection connection, DbConnection second, int seconds)
    {
        var mine = Session(connection, seconds);
        Scalar(second, seconds, "BEGIN");
        var others = Session(second, seconds);
        var again = Session(connection, seconds);
        Scalar(second, seconds, "ROLLBACK");
        return mine != others && mine == again;
    }

    private static long Session(DbConnection connection, int seconds) =>
        Convert.ToInt64(Scalar(connection, seconds, "SELECT pg_backend_pid()"), CultureInfo.InvariantCulture);

    private static string? MakeDurable(DbConnection connection, int seconds)
    {
        if (Scalar(connection, seconds, "SELECT current_setting('synchronous_commit')") is "off")
            Scalar(connection, seconds, "SET synchronous_commit = on");

        return Scalar(connection, seconds, "SELECT current_setting('fsync')") is "off"
            ? "The server runs with fsync=off: a commit does not survive a crash of its machine. Set fsync=on in postgresql.conf."
            : null;
    }

    private static object? Scalar(DbConnection connection, int seconds, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = SqlSession.Command(connection, seconds, sql, parameters);
        return command.ExecuteScalar();
    }
}
