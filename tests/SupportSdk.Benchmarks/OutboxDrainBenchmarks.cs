using System.Data.Common;
using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;

namespace SupportSdk.Benchmarks;

/// <summary>What a delivery costs the outbox, claim and settlement, with few and with many waiting.</summary>
[JsonExporterAttribute.Brief]
public class OutboxDrainBenchmarks : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("support-bench-").FullName;
    private DbDataSource _source = null!;
    private SqlOutbox _outbox = null!;
    private long _due;

    [Params(100, 100_000)]
    public int Waiting { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _source = SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(_folder, "support.db")}");
        _outbox = new SqlOutbox(_source, SqlStatements.Sqlite, TimeProvider.System, NullLogger.Instance);
        var payload = new byte[1_000];
        foreach (var some in Enumerable.Range(0, Waiting).Chunk(1_000))
        {
            await Task.WhenAll(some.Select(i => _outbox.FreezeAsync(
                new FrozenEntry(TicketId.Create(), DateTimeOffset.UnixEpoch, payload, [new DeliveryStart(SupportChannel.Email, DeliveryState.Pending, DateTimeOffset.UnixEpoch.AddSeconds(i), null)]),
                CancellationToken.None)));
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _outbox.Dispose();
        _source.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Deferred behind the last one, so that as many wait as before.</summary>
    [Benchmark]
    public async Task ClaimAndSettle()
    {
        var claim = (await _outbox.ClaimAsync(SupportChannel.Email, DateTimeOffset.MaxValue, CancellationToken.None))!;
        await _outbox.SettleAsync(
            new Settlement(claim.Id, claim.Channel, DeliveryEvent.Deferred, 1, DateTimeOffset.UnixEpoch) { DueAt = DateTimeOffset.UnixEpoch.AddYears(10).AddSeconds(++_due) }, CancellationToken.None);
    }
}
