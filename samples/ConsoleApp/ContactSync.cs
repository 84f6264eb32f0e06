using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace ConsoleApp;

/// <summary>The app's own work, as a customer of Paragon might write it: it knows nothing of support.</summary>
internal sealed partial class ContactSync(HttpClient http, Report report, ILogger<ContactSync> logger)
{
    public async Task RunAsync(Guid projectId, string userToken, CancellationToken cancellationToken)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", userToken);
        var started = await PostAsync($"/projects/{projectId}/sdk/triggers/{Guid.NewGuid()}", new JsonObject { ["since"] = "yesterday" }, cancellationToken);
        report.Fact("Execution ID", started.Body["executionId"]);
        report.Line("  Status 542 is no failure: the workflow runs on. Next, the contact itself:");

        var action = new JsonObject { ["action"] = "SALESFORCE_CREATE_RECORD_CONTACT", ["parameters"] = new JsonObject { ["Last Name"] = "Field" } };
        var created = await PostAsync($"/projects/{projectId}/actions", action, cancellationToken);
        report.Fact("Request ID", created.Body["meta"]?["requestId"]);
        if (created.Status >= 400)
        {
            Refused(logger, "Field", http.DefaultRequestHeaders.Authorization); // A slip that happens: the log gets the user's token. The ticket does not.
            throw new InvalidOperationException($"The contact was not created: ActionKit answered {created.Status} with code {created.Body["code"]}.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "ActionKit refused the contact {LastName}, asked with {Authorization}")]
    private static partial void Refused(ILogger logger, string lastName, AuthenticationHeaderValue? authorization);

    private async Task<(int Status, JsonObject Body)> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(path, body, cancellationToken);
        report.Line($"  POST {path.Split('/')[^2]}/{path.Split('/')[^1]} -> {(int)response.StatusCode}");
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken) ?? []);
    }
}
