using System.Text;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

/// <summary>A text that is cut to its limit keeps no part of a secret that the cut split.</summary>
public sealed class CutSecretTests
{
    private const string Token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyLTkifQ.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU";

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    [InlineData(8 * 1024)]
    [InlineData(16 * 1024)]
    [InlineData(20_000)]
    public async Task PrepareAsync_SecretAtTheLimit_LeavesNoPartOfIt(int limit)
    {
        await using var client = TestClient.Create(new RecordingChannel { MaxBytes = 50_000_000 });
        foreach (var inside in new[] { 8, 20, 40, 60 })
        {
            var text = new string('x', limit - inside - 1) + " " + Token + " and more";
            var ticket = TestClient.Ticket with
            {
                Description = text, UserId = null, DuplicateKey = text, Contact = new TicketContact(text, "dana@customer.example"), Exception = new InvalidOperationException(text),
                ApiErrors = [TestClient.Ticket.ApiErrors[0] with { Message = text, BodyExcerpt = text, Code = text, RequestId = text, Method = text }],
                ConsoleErrors = [new ConsoleError { Level = text, Message = text, OccurredAt = TestClient.Start, Stack = text }],
                Diagnostics = new TicketDiagnostics
                {
                    TakenAt = TestClient.Start, Scopes = [text], Dropped = new Dictionary<string, long> { [text] = 1 },
                    Exceptions = [new ExceptionDetails { Type = text, Message = text, OccurredAt = TestClient.Start, StackTrace = text }],
                    Logs = [new CapturedLog { OccurredAt = TestClient.Start, Level = Microsoft.Extensions.Logging.LogLevel.Error, Category = text, Message = text, EventName = text, LogScopes = [text] }],
                },
            };

            var prepared = await client.PrepareAsync(ticket, TestContext.Current.CancellationToken);

            Assert.All([prepared.Text, prepared.Html, Encoding.UTF8.GetString(prepared.Json.Span)], sent => Assert.DoesNotContain("eyJ", sent, StringComparison.Ordinal));
        }
    }
}
