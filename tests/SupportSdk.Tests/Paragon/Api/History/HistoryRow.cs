using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Paragon.Api.History;

/// <summary>One execution that the server knows.</summary>
internal sealed record HistoryRow
{
    public static readonly Guid Workflow = Guid.Parse("24cf377b-c7f5-40e7-9b10-6cc5d811266a");

    public Guid Id { get; init; } = Guid.NewGuid();

    public string UserId { get; init; } = "user-1";

    public Guid WorkflowId { get; init; } = Workflow;

    public string Status { get; init; } = "FAILED";

    public DateTimeOffset StartedAt { get; init; } = TestClient.Start.AddMinutes(-6);

    public string StepId { get; init; } = "7459bbf5-e55b-49e8-9390-084cf86752e5";

    public string StepType { get; init; } = "ACTION/REQUEST";

    /// <summary>The failing step's output, as JSON.</summary>
    public string Output { get; init; } = "\"Error: no auth mechanism defined\"";

    /// <summary>Whether the server lists it whatever the query says.</summary>
    public bool IsUninvited { get; init; }

    public string Members =>
        $"\"id\":\"{Id}\",\"userId\":{JsonSerializer.Serialize(UserId)},\"taskCount\":0,\"runDuration\":3847,\"workflowId\":\"{WorkflowId}\",\"status\":\"{Status}\","
        + $"\"dateEnded\":\"{Iso(StartedAt.AddMilliseconds(3_847))}\",\"dateStarted\":\"{Iso(StartedAt)}\"";

    public bool IsListedFor(IQueryCollection query) => IsUninvited
        || (query["userId"] == UserId && query["status"] == Status && (query["workflowId"].Count == 0 || query["workflowId"] == WorkflowId.ToString())
            && StartedAt >= Time(query["afterDate"]!) && StartedAt <= Time(query["beforeDate"]!));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
