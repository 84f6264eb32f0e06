using SupportSdk.Paragon.Health;

namespace SupportSdk.Tests.Paragon.Health;

public sealed class FailedCallsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);

    private readonly FailedCalls _calls = new();

    [Fact]
    public void LatestOf_NothingNoted_IsNull() => Assert.Null(_calls.LatestOf([Error("api.example", 0)]));

    [Fact]
    public void LatestOf_CallsOfOthersAtTheSameTimeOrHost_FindsTheTicketsOwn()
    {
        _calls.Note(Note("api.example", 1));
        _calls.Note(Note("api.example", 2));
        _calls.Note(Note("other.example", 3));
        _calls.Note(Note("api.example", 4));

        Assert.Equal(At.AddTicks(2), _calls.LatestOf([Error("api.example", 1), Error("api.example", 2), Error("api.example", 3)])!.Value.OccurredAt);
        Assert.Null(_calls.LatestOf([Error("api.example", 3), Error("other.example", 4)]));
        Assert.Null(_calls.LatestOf([]));
    }

    [Fact]
    public void LatestOf_UrlThatIsNone_IsPassedOver()
    {
        _calls.Note(Note("api.example", 1));

        Assert.NotNull(_calls.LatestOf([Error("api.example", 1) with { Url = "" }, Error("api.example", 1) with { Url = "//" }, Error("api.example", 1)]));
    }

    [Fact]
    public void Note_MoreThanTheRingHolds_ForgetsTheOldest()
    {
        for (var i = 0; i <= FailedCalls.Capacity; i++)
        {
            _calls.Note(Note("api.example", i));
        }

        Assert.Null(_calls.LatestOf([Error("api.example", 0)]));
        Assert.NotNull(_calls.LatestOf([Error("api.example", 1)]));
        Assert.NotNull(_calls.LatestOf([Error("api.example", FailedCalls.Capacity)]));
    }

    private static FailedCallNote Note(string host, int ticks) => new(new NotedCall(host, 443, IsHttps: true), At.AddTicks(ticks));

    private static ApiError Error(string host, int ticks) =>
        new() { Method = "GET", Url = $"https://{host}/projects/p?x=<masked:query>", OccurredAt = At.AddTicks(ticks).ToOffset(TimeSpan.FromHours(2)) };
}
