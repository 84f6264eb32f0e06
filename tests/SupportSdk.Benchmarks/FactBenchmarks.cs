using System.Net;
using BenchmarkDotNet.Attributes;
using SupportSdk.Facts;
using SupportSdk.Paragon.Health;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;

namespace SupportSdk.Benchmarks;

/// <summary>What the facts cost: a healthy call nanoseconds and nothing allocated, a ticket what is read at once on the submitting thread.</summary>
[MemoryDiagnoser]
[JsonExporterAttribute.Brief]
public class FactBenchmarks : IDisposable
{
    private static readonly Uri Address = new("https://api.useparagon.com/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/sdk/me");

    private readonly VendorCalls _calls = new(TimeProvider.System);
    private readonly HttpResponseMessage _response = new() { Version = HttpVersion.Version20 };
    private FactCollector _facts = null!;
    private NotedCall _call;
    private long _now;

    [GlobalSetup]
    public void SetUp()
    {
        _facts = FactCollector.Of(new FactOptions(), _calls, new FactLimits(TimeSpan.FromSeconds(1), new Redactor(new RedactionOptions()), new LossLedger(), TimeProvider.System));
        _call = new NotedCall(Address.IdnHost, 443, IsHttps: true) { HttpVersion = HttpVersion.Version20 };
        _now = TimeProvider.System.GetTimestamp();
        _calls.Healthy(Address, _response, _now, _now);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _response.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void NoteHealthy() => _calls.Baseline.NoteHealthy(_call, _now);

    [Benchmark]
    public bool IsDateDue() => _calls.Clock.IsDue(_now);

    /// <summary>All that a successful call pays: its address, the last healthy call, the clock.</summary>
    [Benchmark]
    public void Healthy() => _calls.Healthy(Address, _response, _now, _now);

    [Benchmark]
    public IReadOnlyList<EnvironmentFact> FactsAtOnce() => _facts.Now([]);
}
