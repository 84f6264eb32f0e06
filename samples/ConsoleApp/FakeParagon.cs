using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsoleApp;

/// <summary>Plays Paragon and its status page on this machine, as their public documentation describes them.</summary>
internal sealed class FakeParagon : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeParagon(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public Uri StatusPage => new(Address, "/status");

    public static async Task<FakeParagon> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var paragon = new FakeParagon(builder.Build());
        paragon.Map();
        await paragon._app.StartAsync();
        return paragon;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapPost("/projects/{project:guid}/sdk/triggers/{workflow:guid}", (Guid project, Guid workflow) => Answer(542, Enqueued(project, workflow)));
        _app.MapPost("/projects/{project:guid}/actions", (HttpRequest request) => Answer(500, ActionFailed(request.Headers.Authorization.ToString())));
        _app.MapGet("/projects/{project:guid}/sdk/me", () => Answer(503, new JsonObject { ["message"] = "Service Unavailable" }));
        _app.MapGet("/status/api/v2/summary.json", () => Answer(200, Summary()));
    }

    // A workflow that takes longer than its 55 seconds: it goes on, and this is the one answer that tells the execution's id.
    private static JsonObject Enqueued(Guid project, Guid workflow) => new()
    {
        ["message"] = "Workflow has been enqueued but has not completed.",
        ["dateSubmitted"] = TimeProvider.System.GetUtcNow(),
        ["projectId"] = project,
        ["workflowId"] = workflow,
        ["executionId"] = Guid.NewGuid(),
    };

    // The message is JSON in a string, and it repeats the caller's token, as error messages of real servers do.
    private static JsonObject ActionFailed(string authorization) => new()
    {
        ["message"] = new JsonObject
        {
            ["error"] = "INVALID_SESSION_ID",
            ["error_description"] = $"Salesforce refused the request that came with Authorization: {authorization}",
        }.ToJsonString(),
        ["code"] = "41070",
        ["status"] = 500,
        ["meta"] = new JsonObject { ["requestId"] = Guid.NewGuid() },
    };

    private JsonObject Summary() => new()
    {
        ["page"] = new JsonObject { ["id"] = "paragon", ["name"] = "Paragon (made up)", ["url"] = StatusPage.AbsoluteUri, ["time_zone"] = "America/Los_Angeles" },
        ["status"] = new JsonObject { ["indicator"] = "minor", ["description"] = "Partially Degraded Service" },
        ["components"] = new JsonArray(Component("workflows", "Workflows", "operational"), Component("actionkit", "ActionKit", "degraded_performance")),
        ["incidents"] = new JsonArray(new JsonObject
        {
            ["id"] = "i1",
            ["name"] = "Elevated errors in ActionKit",
            ["status"] = "investigating",
            ["impact"] = "minor",
            ["shortlink"] = $"{StatusPage}/incidents/i1",
            ["started_at"] = TimeProvider.System.GetUtcNow().AddMinutes(-20),
            ["components"] = new JsonArray(Component("actionkit", "ActionKit", "degraded_performance")),
        }),
        ["scheduled_maintenances"] = new JsonArray(),
    };

    private static JsonObject Component(string id, string name, string status) => new() { ["id"] = id, ["name"] = name, ["status"] = status, ["group"] = false };

    private static IResult Answer(int status, JsonObject body) => Results.Text(body.ToJsonString(), "application/json", statusCode: status);
}
