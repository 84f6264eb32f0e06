using BenchmarkDotNet.Attributes;
using SupportSdk.Benchmarks.Columns;
using SupportSdk.Benchmarks.Stubs;
using SupportSdk.Rendering;

namespace SupportSdk.Benchmarks;

/// <summary>
/// From the records of a scope, 100 calls and the exception that ended the work, to the bytes of their evidence: a snapshot, redacted, in the JSON of an accepted ticket.
/// The floor writes the same records without redaction.
/// </summary>
[BriefCpuJob]
[MemoryDiagnoser]
[JsonExporterAttribute.Brief]
public class SnapshotBenchmarks : IDisposable
{
    private const int Calls = 100;

    private readonly ResolvedTicket _empty = new() { Id = TicketId.Create(), SubmittedAt = DateTimeOffset.UnixEpoch, Summary = "" };
    private readonly FloorEvidence _floorEvidence = new();
    private FloorColumn? _floor;
    private SupportSdkColumn? _sdk;
    private DiagnosticScope? _scope;

    [ParamsSource(nameof(Names))]
    public string Column { get; set; } = CaptureColumns.Floor;

    public static IEnumerable<string> Names => CaptureColumns.Pair;

    [GlobalSetup]
    public void SetUp()
    {
        var column = CaptureColumns.Create(Column);
        _floor = column as FloorColumn;
        _sdk = column as SupportSdkColumn;
        _scope = _sdk?.Client.BeginScope();
        Work(column);
        var kept = _floor?.Captured ?? Seen(_scope!.Snapshot());
        if (kept != Calls + 1 || ToJson() < Calls * 50)
        {
            throw new InvalidOperationException($"{Column} kept {kept} of {Calls + 1} records.");
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _scope?.Dispose();
        _sdk?.Dispose();
        _floor?.Dispose();
        _floorEvidence.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public int ToJson() => _floor is { } floor ? _floorEvidence.Write(floor).Length : Write(_scope!.Snapshot());

    private static int Seen(TicketDiagnostics seen) => seen.Calls.Count + seen.Exceptions.Count;

    private int Write(TicketDiagnostics seen) => TicketBytes.Write(_empty with
    {
        UserIds = seen.UserIds,
        Executions = seen.Executions,
        ConsoleErrors = seen.ConsoleErrors,
        ApiErrors = seen.ApiErrors,
        Exceptions = seen.Exceptions,
        Calls = seen.Calls,
        Logs = seen.Logs,
        Scopes = seen.Scopes,
        CallsSeen = seen.CallsSeen,
        Dropped = seen.Dropped,
        Redactions = seen.Redactions,
    }).Length;

    private void Work(ICaptureColumn column)
    {
        using var stub = new SuspendingHandler(fails: false);
        using var client = new HttpClient(column.Wrap(stub));
        for (var i = 0; i < Calls; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://shop.example/api/v1/orders/{10_000 + i}?include=lines"));
            var task = client.SendAsync(request);
            stub.Complete();
            task.GetAwaiter().GetResult();
        }

        try
        {
            throw new InvalidOperationException("Order 12345 could not be loaded: the replica is unreachable.");
        }
        catch (InvalidOperationException e)
        {
            _floor?.Note(e);
            _scope?.AddException(e);
        }
    }
}
