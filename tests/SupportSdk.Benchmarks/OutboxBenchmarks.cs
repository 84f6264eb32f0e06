using System.Data.Common;
using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Benchmarks;

/// <summary>What storing costs in a SQLite file that survives a power cut: beside a bare insert in the same journal mode, alone and a thousand at once.</summary>
[JsonExporterAttribute.Brief]
public class OutboxBenchmarks : IDisposable
{
    private const int AtOnce = 1_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("support-bench-").FullName;
    private readonly byte[] _payload = new byte[4_000];
    private SqlOutbox _outbox = null!;
    private DbDataSource _source = null!;
    private SqliteConnection _bare = null!;
    private SqliteCommand _insert = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _source = SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(_folder, "support.db")}");
        _outbox = new SqlOutbox(_source, SqlStatements.Sqlite, TimeProvider.System, NullLogger.Instance);
        _bare = new SqliteConnection($"Data Source={Path.Combine(_folder, "bare.db")}");
        _bare.Open();
        _insert = _bare.CreateCommand();
        _insert.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE bare (id TEXT PRIMARY KEY, payload BLOB)";
        _insert.ExecuteNonQuery();
        _insert.CommandText = "INSERT INTO bare VALUES (@id, @payload)";
        _insert.Parameters.AddWithValue("@id", "");
        _insert.Parameters.AddWithValue("@payload", _payload);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _outbox.Dispose();
        _source.Dispose();
        _insert.Dispose();
        _bare.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public int BareInsert()
    {
        _insert.Parameters[0].Value = TicketId.Create().ToString();
        return _insert.ExecuteNonQuery();
    }

    [Benchmark]
    public Task Accept() => _outbox.AcceptAsync(new AcceptedTicket(TicketId.Create(), DateTimeOffset.UnixEpoch, _payload), CancellationToken.None);

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public Task AcceptAThousandAtOnce() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Accept()));
}
