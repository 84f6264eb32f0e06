using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Submission;

/// <summary>When it happened: what was given; else the earliest failure that was captured; never silently now.</summary>
public sealed class OccurredAtTests
{
    private static readonly DateTimeOffset At = TestClient.Start.AddMinutes(-30);

    private static readonly SupportTicket Bare = new() { Summary = "It is slow", UserId = "user-1" };

    [Fact]
    public async Task Given_IsKeptWithItsOffset()
    {
        var given = At.ToOffset(TimeSpan.FromHours(-8));

        Assert.Equal(given, await OccurredAtAsync(Bare with { OccurredAt = given, ApiErrors = [Api(At.AddHours(-1))] }));
        Assert.Equal(TimeSpan.FromHours(-8), (await OccurredAtAsync(Bare with { OccurredAt = given }))!.Value.Offset);
    }

    [Fact]
    public async Task Missing_IsTheEarliestFailureOfAnyKind()
    {
        var snapshot = new TicketDiagnostics
        {
            TakenAt = TestClient.Start, ApiErrors = [Api(At.AddMinutes(3)), Api(At.AddMinutes(2))],
            ConsoleErrors = [Console(At.AddMinutes(4))], Exceptions = [Exception(At.AddMinutes(5))],
        };

        Assert.Equal(At.AddMinutes(2), await OccurredAtAsync(Bare with { Diagnostics = snapshot }));
        Assert.Equal(At.AddMinutes(1), await OccurredAtAsync(Bare with { Diagnostics = snapshot with { ConsoleErrors = [Console(At.AddMinutes(1))] } }));
        Assert.Equal(At, await OccurredAtAsync(Bare with { Diagnostics = snapshot with { Exceptions = [Exception(At)] } }));
        Assert.Equal(At.AddMinutes(-1), await OccurredAtAsync(Bare with { Diagnostics = snapshot, ApiErrors = [Api(At.AddMinutes(-1))] }));
        Assert.Equal(At.AddMinutes(-2), await OccurredAtAsync(Bare with { Diagnostics = snapshot, ConsoleErrors = [Console(At.AddMinutes(-2))] }));
    }

    [Fact]
    public async Task Missing_ImpossibleTimesOfEvidence_DoNotCount()
    {
        ApiError[] impossible = [Api(DateTimeOffset.MinValue), Api(DateTimeOffset.MaxValue), Api(DateTimeOffset.UnixEpoch), Api(TestClient.Start.AddDays(2))];

        Assert.Null(await OccurredAtAsync(Bare with { ApiErrors = impossible }));
        Assert.Equal(At, await OccurredAtAsync(Bare with { ApiErrors = [.. impossible, Api(At)] }));
    }

    [Fact]
    public async Task Missing_NothingToTakeItFrom_StaysMissing()
    {
        await using var client = TestClient.Create(new RecordingChannel());

        var prepared = await client.PrepareAsync(Bare, TestContext.Current.CancellationToken);

        Assert.Contains(prepared.Missing, m => m.Diagnostic == Diagnostic.OccurredAt);
        Assert.False(JsonNode.Parse(prepared.Json.Span)!.AsObject().ContainsKey("occurredAt"));
        Assert.Contains("1. When it happened\n   not collected:", prepared.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromException_TakesTheEarlierOfCatchAndCapture()
    {
        var ticket = SupportTicket.FromException(new InvalidOperationException("boom")) with { UserId = "user-1" };
        var caught = ticket.OccurredAt!.Value;
        var clock = new FakeTimeProvider(caught.AddMinutes(1));

        Assert.Equal(caught, await OccurredAtAsync(ticket, clock));
        Assert.Equal(caught.AddMinutes(-7), await OccurredAtAsync(ticket with { ApiErrors = [Api(caught.AddMinutes(-7))] }, clock));
        Assert.Equal(caught, await OccurredAtAsync(ticket with { ApiErrors = [Api(caught.AddSeconds(30))] }, clock));
        Assert.Equal(At, await OccurredAtAsync(ticket with { OccurredAt = At, ApiErrors = [Api(At.AddHours(-1))] }, clock));
    }

    [Theory]
    [InlineData(-4000)]
    [InlineData(-2)]
    [InlineData(4000)]
    public async Task FromException_ClientHasAnotherClock_IsNeverAheadOfTheSubmission(int days)
    {
        var ticket = SupportTicket.FromException(new InvalidOperationException("boom"));
        var clock = new FakeTimeProvider(ticket.OccurredAt!.Value.AddDays(days));

        var occurredAt = await OccurredAtAsync(ticket, clock);

        Assert.Equal(days < 0 ? clock.GetUtcNow() : ticket.OccurredAt, occurredAt);
    }

    private static async Task<DateTimeOffset?> OccurredAtAsync(SupportTicket ticket, FakeTimeProvider? clock = null)
    {
        await using var client = TestClient.Create(new RecordingChannel(), clock: clock);
        var prepared = await client.PrepareAsync(ticket, TestContext.Current.CancellationToken);
        return JsonNode.Parse(prepared.Json.Span)!["occurredAt"]?.GetValue<DateTimeOffset>();
    }

    private static ApiError Api(DateTimeOffset at) => new() { Method = "GET", Url = "https://api.useparagon.com/x", OccurredAt = at, StatusCode = 500 };

    private static ConsoleError Console(DateTimeOffset at) => new() { Level = "error", Message = "m", OccurredAt = at };

    private static ExceptionDetails Exception(DateTimeOffset at) => new() { Type = "T", Message = "m", OccurredAt = at };
}
