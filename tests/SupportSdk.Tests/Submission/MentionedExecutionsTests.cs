using Microsoft.Extensions.Logging;
using SupportSdk.Submission;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

public sealed class MentionedExecutionsTests
{
    private static readonly ResolvedTicket Bare = new() { Id = TicketId.Create(), SubmittedAt = TestClient.Start, Summary = "s" };

    private readonly WorkflowExecutionLink _link = WorkflowExecutionLink.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

    [Fact]
    public void Add_LinkInAnyText_IsListed()
    {
        var text = $"failed, see <{_link.Url}|here>";
        var exception = new ExceptionDetails { Type = "X", Message = text, OccurredAt = TestClient.Start };
        var log = new CapturedLog { OccurredAt = TestClient.Start, Level = LogLevel.Error, Category = "c", Message = "m" };
        var error = new ApiError { Method = "GET", Url = "https://api.example", OccurredAt = TestClient.Start };
        var console = new ConsoleError { Level = "error", Message = "m", OccurredAt = TestClient.Start };
        ResolvedTicket[] tickets =
        [
            Bare with { Summary = text },
            Bare with { Description = text },
            Bare with { ApiErrors = [error with { Message = text }] },
            Bare with { ApiErrors = [error with { BodyExcerpt = $"{{\"link\":\"{_link.Url.AbsoluteUri.Replace("/", "\\/", StringComparison.Ordinal)}\"}}" }] },
            Bare with { Exceptions = [exception] },
            Bare with { Exceptions = [exception with { Message = "outer", Inner = [exception] }] },
            Bare with { Logs = [log with { Message = text }] },
            Bare with { Logs = [log with { Values = new Dictionary<string, string> { ["Link"] = text } }] },
            Bare with { Logs = [log with { LogScopes = [text] }] },
            Bare with { Logs = [log with { Exception = exception }] },
            Bare with { ConsoleErrors = [console with { Message = text }] },
            Bare with { ConsoleErrors = [console with { Stack = text }] },
        ];
        Assert.All(tickets, ticket => Assert.Equal(_link, Assert.Single(MentionedExecutions.Add(ticket).Executions)));
    }

    [Fact]
    public void Add_KnownOrNone_LeavesTheTicketAsItIs()
    {
        var known = Bare with { Executions = [_link], Description = _link.Url.AbsoluteUri.Replace("dashboard.useparagon.com", "other.example", StringComparison.Ordinal) };
        Assert.Same(known, MentionedExecutions.Add(known));
        Assert.Same(Bare, MentionedExecutions.Add(Bare));
    }

    [Fact]
    public async Task SubmitAsync_LinkInAnExceptionMessage_IsEvidenceInTheTicket()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);
        var receipt = await client.SubmitAsync(
            SupportTicket.FromException(new InvalidOperationException("outer", new TimeoutException($"execution failed: {_link.Url}"))) with { UserId = "user-1" }, TestContext.Current.CancellationToken);
        Assert.Empty(receipt.Missing);
        Assert.Contains($"2. Links to workflow executions\n   {_link.Url.AbsoluteUri}\n", channel.Sent.Single().Message.Text, StringComparison.Ordinal);
    }
}
