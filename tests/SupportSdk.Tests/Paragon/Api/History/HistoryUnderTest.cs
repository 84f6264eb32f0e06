using System.Text.Json;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Api;
using SupportSdk.Paragon.Api.History;
using SupportSdk.Redaction;
using SupportSdk.Telemetry;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Paragon.Api.History;

/// <summary>A Task History client as the root would put it together, against a server of this machine.</summary>
internal sealed class HistoryUnderTest : IDisposable
{
    public const string Key = "pk-LIVE_7f3a9c51d2e84b60";

    public static readonly Guid Project = Guid.Parse("38b1f170-0c43-4eae-9a04-ab85325d99f7");

    private readonly HttpClient _http;

    public HistoryUnderTest(Uri server, Action<ParagonOptions>? configure = null, TimeProvider? time = null, HttpMessageHandler? handler = null)
    {
        Options.Hosts.Clear();
        Options.Hosts.Add("127.0.0.1");
        (Options.TaskHistory.ApiKey, Options.TaskHistory.BaseAddress, Options.TaskHistory.Budget) = (Key, server, TimeSpan.FromSeconds(30));
        configure?.Invoke(Options);
        _http = new HttpClient(handler ?? TaskHistoryHttp.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        History = new TaskHistory(_http, Project, Options, new Redactor(new RedactionOptions()), Losses, time ?? TimeProvider.System, Logs.CreateLogger<TaskHistory>());
    }

    public ParagonOptions Options { get; } = new();

    public LossLedger Losses { get; } = new();

    public RecordingLogs Logs { get; } = new();

    public TaskHistory History { get; }

    public static ExecutionQuery Query { get; } = new() { UserIds = ["user-1"], OccurredAt = TestClient.Start.AddMinutes(-5) };

    public async Task<ExecutionHistoryResult> FindAsync(ExecutionQuery? query = null)
    {
        var result = await History.FindAsync(query ?? Query, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Key, string.Join('\n', JsonSerializer.Serialize(result.Executions), result.Problem, result.ToString(), string.Join('\n', Logs.Messages)), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(result.Problem is null ? 0 : 1, Losses.Of(LossReason.HistoryIncomplete));
        return result;
    }

    public void Dispose() => _http.Dispose();
}
