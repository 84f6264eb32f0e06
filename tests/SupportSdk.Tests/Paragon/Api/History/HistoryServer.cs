using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SupportSdk.Tests.Capture;

namespace SupportSdk.Tests.Paragon.Api.History;

/// <summary>Plays Paragon's documented Task History API on this machine: lists by page, executions with their steps, and outputs of steps.</summary>
internal sealed class HistoryServer : IAsyncDisposable
{
    private LoopbackServer _server = null!;

    public ConcurrentQueue<(string Path, string Query, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = new();

    /// <summary>The executions that it knows, in the order in which it lists them.</summary>
    public List<HistoryRow> Rows { get; } = [];

    public int PageSize { get; set; } = 100;

    /// <summary>What stands in <c>nextLink</c>, made of this server's own address of the next page.</summary>
    public Func<Uri, string?> NextLink { get; set; } = static own => own.AbsoluteUri;

    /// <summary>Answers in place of the API where it says so.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = static _ => Task.FromResult(false);

    public Uri Address => _server.Url;

    public IEnumerable<string> Lists => Requests.Where(request => request.Path.EndsWith("/workflow-executions", StringComparison.Ordinal)).Select(request => request.Query);

    public static async Task<HistoryServer> StartAsync(params HistoryRow[] rows)
    {
        var server = new HistoryServer();
        server.Rows.AddRange(rows);
        server._server = await LoopbackServer.StartAsync(server.AnswerAsync);
        return server;
    }

    public static Func<HttpContext, Task<bool>> Always(int status, string body, string contentType = "application/json") => async context =>
    {
        await WriteAsync(context, body, status, contentType);
        return true;
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue((context.Request.Path, context.Request.QueryString.Value ?? "", context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
        if (await Instead(context))
        {
            return;
        }

        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        await (parts switch
        {
            ["projects", _, "task-history", "workflow-executions"] => WriteAsync(context, List(context.Request)),
            ["projects", _, "task-history", "workflow-executions", var id] when Row(id) is { } row => WriteAsync(context, Details(row)),
            ["projects", _, "task-history", "workflow-executions", var id, "step-executions", _] when Row(id) is { } row =>
                WriteAsync(context, $$"""{"isLargeInput":false,"isLargeOutput":false,"input":{},"output":{{row.Output}}}"""),
            _ => WriteAsync(context, """{"message":"Not found"}""", 404),
        });
    }

    private HistoryRow? Row(string id) => Rows.Find(row => row.Id.ToString() == id);

    private string List(HttpRequest request)
    {
        var offset = request.Query.TryGetValue("offset", out var value) ? int.Parse(value!, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var fitting = Rows.Where(row => row.IsListedFor(request.Query)).ToArray();
        var own = new Uri(Address, $"{request.Path}{QueryString.Create(request.Query.Where(pair => pair.Key != "offset").Append(new("offset", $"{offset + PageSize}")))}");
        var next = offset + PageSize < fitting.Length ? NextLink(own) : null;
        return $$"""{"workflowExecutions":[{{string.Join(',', fitting.Skip(offset).Take(PageSize).Select(row => $"{{{row.Members}}}"))}}],"nextLink":{{JsonSerializer.Serialize(next)}},"total":{{fitting.Length}}}""";
    }

    private static string Details(HistoryRow row) => $$"""
        {{{row.Members}},"stepExecutions":[
          {"id":"{{Guid.NewGuid()}}","stepId":"0f7cce44-d292-4555-bae8-5b904a0c4ac9","workflowExecutionId":"{{row.Id}}","status":"SUCCEEDED","type":"TRIGGER/CRON","start":"2026-11-23T17:50:00.075Z","end":"2026-11-23T17:50:00.084Z","next":[],"prev":null,"inputSize":"220","outputSize":"76"},
          {"id":"{{Guid.NewGuid()}}","stepId":"{{row.StepId}}","workflowExecutionId":"{{row.Id}}","status":"FAILED","type":"{{row.StepType}}","start":"2026-11-23T17:50:07.850Z","end":"2026-11-23T17:50:07.873Z","next":[],"prev":null,"inputSize":"712","outputSize":"824"}
        ]}
        """;

    private static async Task WriteAsync(HttpContext context, string body, int status = 200, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    }
}
