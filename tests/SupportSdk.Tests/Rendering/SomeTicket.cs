using SupportSdk.Completeness;
using SupportSdk.Policy;
using SupportSdk.Rendering;

namespace SupportSdk.Tests.Rendering;

/// <summary>A ticket whose every line is known.</summary>
internal static class SomeTicket
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

    public static ResolvedTicket Bare { get; } = new()
    {
        Id = TicketId.Parse("lusab-babad-gutih"),
        SubmittedAt = Noon,
        Summary = "Orders do not sync",
        AffectsEndUser = true,
        Level = SupportLevel.Pro,
    };

    public static ResolvedTicket Full { get; } = Bare with
    {
        Description = "Since this morning.\nWe expect an order.",
        OccurredAt = Noon.AddMinutes(-5).ToOffset(TimeSpan.FromHours(1)),
        UserIds = ["user-1", "user-2"],
        Executions = [WorkflowExecutionLink.Create(Guid.Parse("11111111-1111-1111-1111-111111111111"), Guid.Parse("22222222-2222-2222-2222-222222222222"), Guid.Parse("33333333-3333-3333-3333-333333333333"))],
        ConsoleErrors = [new ConsoleError { Level = "error", Message = "x is undefined", OccurredAt = Noon, Source = "https://app.example/a.js", Line = 7, Column = 9, Stack = "at f", Count = 3 }],
        ApiErrors =
        [
            new ApiError
            {
                Method = "POST", Url = "https://actionkit.useparagon.com/projects/p/actions", OccurredAt = Noon, StatusCode = 500, Code = "41070", Message = "INVALID_SESSION_ID",
                RequestId = "req-1", TraceId = "0af7651916cd43dd8448eb211c80319c", Duration = TimeSpan.FromSeconds(1.5), BodyExcerpt = "{\"code\":\"41070\"}", IsIntegrationError = true,
            },
            new ApiError { Method = "GET", Url = "https://api.useparagon.com/x", OccurredAt = Noon, Code = "Timeout" },
        ],
        Exceptions =
        [
            new ExceptionDetails
            {
                Type = "System.InvalidOperationException", Message = "It broke", OccurredAt = Noon, StackTrace = "   at A()\n   at B()",
                Inner = [new ExceptionDetails { Type = "System.IO.IOException", Message = "disk", OccurredAt = Noon }],
            },
        ],
        Calls = [new CapturedCall { Method = "GET", Url = "https://api.useparagon.com/x", OccurredAt = Noon.AddSeconds(-2), Duration = TimeSpan.FromMilliseconds(1_500), Failure = "Timeout", Attempt = 2, Operation = 1 }],
        Logs = [new CapturedLog { OccurredAt = Noon.AddSeconds(-3), Level = Microsoft.Extensions.Logging.LogLevel.Warning, Category = "App.Orders", Message = "retrying\nonce", Exception = new ExceptionDetails { Type = "T", Message = "m", OccurredAt = Noon } }],
        Attachments = [new TicketAttachment("trace.txt", "text/plain", new byte[1_234])],
        Scopes = ["order sync"],
        Facts = [new EnvironmentFact { Name = "Runtime", Value = ".NET 10.0.12" }, new EnvironmentFact { Name = "Time zone", Problem = "no answer within 0.5 s" }],
        CallsSeen = 4,
        Collectors = DiagnosticCollectors.Http | DiagnosticCollectors.BrowserConsole,
        Dropped = new Dictionary<string, long> { ["scope-full"] = 2 },
        Contact = new TicketContact("Dana Field", "dana@customer.example"),
        ProjectId = "38b1f170-0c43-4eae-9a04-ab85325d99f7",
        WorkaroundAvailable = true,
    };

    public static TicketDecisions Decisions(ResolvedTicket ticket) => new()
    {
        Classification = new PriorityClassification(TicketPriority.Normal, "issues impact a single end user"),
        Response = SupportPolicy.Paragon.EstimateResponse(ticket.Level, TicketPriority.Normal, ticket.SubmittedAt),
        Items = CompletenessCheck.Items(ticket),
        Missing = CompletenessCheck.Missing(ticket),
        StatusLine = "no known incident",
        Incidents = [new StatusIncident("i1", "Elevated errors", "investigating", "minor", new Uri("https://status.example/i1"), Noon, ["ActionKit", "API"])],
    };

    public static FrozenTicket Freeze(ResolvedTicket ticket, int maxBytes = int.MaxValue) => TicketRenderer.Freeze(ticket, Decisions(ticket), maxBytes);
}
