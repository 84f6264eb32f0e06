using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SupportSdk.Sqlite.Tests;

/// <summary>Notes what each connection was set to, as it is given back.</summary>
internal sealed class ObservedDataSource(string path) : DbDataSource
{
    public ConcurrentBag<(string Synchronous, string BusyTimeout)> Seen { get; } = [];

    public override string ConnectionString => $"Data Source={path};Pooling=False";

    protected override DbConnection CreateDbConnection() => new Observed(ConnectionString, Seen);

    private sealed class Observed(string connectionString, ConcurrentBag<(string Synchronous, string BusyTimeout)> seen) : SqliteConnection(connectionString)
    {
        public override void Close()
        {
            if (State == ConnectionState.Open)
                seen.Add((Ask("PRAGMA synchronous"), Ask("PRAGMA busy_timeout")));

            base.Close();
        }

        private string Ask(string pragma)
        {
            using var command = CreateCommand();
            command.CommandText = pragma;
            return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
        }
    }
}
