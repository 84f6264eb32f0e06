using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Paragon.Health;
using SupportSdk.Tests.Capture;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Paragon.Health;

public sealed class VendorCallsTests : IDisposable
{
    private static readonly Uri Address = new("https://api.useparagon.com/projects/p/sdk/me");

    private readonly FakeTimeProvider _time = new(TestClient.Start);
    private readonly HttpResponseMessage _response = new() { Version = HttpVersion.Version20 };
    private readonly VendorCalls _calls;

    public VendorCallsTests() => _calls = new VendorCalls(_time);

    public void Dispose() => _response.Dispose();

    [Theory]
    [InlineData("Mon, 23 Nov 2026 18:05:00 GMT", null, 300)]
    [InlineData("Mon, 23 Nov 2026 18:05:00 GMT", "12", null)] // From a cache: its date is of another time.
    [InlineData("2026-11-23T18:05:00Z", null, null)]
    [InlineData("Mon, 23 Nov 2026 18:05:00 GMT, Mon, 23 Nov 2026 18:05:00 GMT", null, null)]
    [InlineData("", null, null)]
    public void Healthy_DateHeader_IsReadAsItCame(string date, string? age, int? ahead)
    {
        _response.Headers.TryAddWithoutValidation("Date", date);
        _response.Headers.TryAddWithoutValidation("Age", age is null ? [] : [age]);

        Answer(TimeSpan.Zero);

        Assert.Equal(ahead, (int?)_calls.Clock.Read()?.Least.TotalSeconds);
        Assert.Equal(date, string.Join(", ", _response.Headers.NonValidated["Date"]));
        Assert.Equal(new NotedCall("api.useparagon.com", 443, IsHttps: true) { HttpVersion = HttpVersion.Version20 }, Assert.Single(_calls.Baseline.Hosts).LastHealthy);
    }

    [Fact]
    public void Healthy_InsideTenSeconds_LooksAtOneDateAndAllocatesNothing()
    {
        _response.Headers.Date = TestClient.Start;
        Answer(TimeSpan.FromMilliseconds(3));
        _ = Address.IdnHost;
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            _calls.Healthy(Address, _response, 0, _time.GetTimestamp());
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, _calls.Clock.Read()!.Value.Answers);
        _time.Advance(TimeSpan.FromSeconds(10));
        Answer(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _calls.Clock.Read()!.Value.Answers);
    }

    [Fact]
    public void Failed_Token_ItsEndIsKeptAndNothingElse()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        var exp = TestClient.Start.AddMinutes(-12).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Tokens.Of($$"""{"sub":"user-7","exp":{{exp}}}"""));

        _calls.Failed(request, Address, null, new HttpRequestException(HttpRequestError.SecureConnectionError), TestClient.Start, TimeSpan.FromSeconds(1));

        var note = _calls.Failures.LatestOf([new ApiError { Method = "GET", Url = Address.AbsoluteUri, OccurredAt = TestClient.Start }])!.Value;
        Assert.Equal((true, TestClient.Start.AddMinutes(-12), HttpRequestError.SecureConnectionError), (note.HasUserToken, note.TokenExpiresAt, note.Trouble));
        Assert.Equal(new NotedCall("api.useparagon.com", 443, IsHttps: true), note.Call);
        Assert.DoesNotContain("user-7", note.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", note.ToString(), StringComparison.Ordinal);
        Assert.Null(_calls.Clock.Read());
    }

    [Fact]
    public void Failed_WithAResponse_ItsDateIsNotedEvenIfNotDue()
    {
        _response.Headers.Date = TestClient.Start.AddMinutes(-5);
        Answer(TimeSpan.Zero);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);

        _calls.Failed(request, Address, _response, null, TestClient.Start, TimeSpan.FromSeconds(1));

        Assert.Equal(2, _calls.Clock.Read()!.Value.Answers);
    }

    [Fact]
    public void AtFirstFailure_SeveralFailures_IsCalledOnce()
    {
        var called = 0;
        _calls.AtFirstFailure(() => called++);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);

        _calls.Failed(request, Address, _response, null, TestClient.Start, TimeSpan.Zero);
        _calls.Failed(request, Address, _response, null, TestClient.Start, TimeSpan.Zero);

        Assert.Equal(1, called);
    }

    private void Answer(TimeSpan took)
    {
        var started = _time.GetTimestamp();
        _time.Advance(took);
        _calls.Healthy(Address, _response, started, _time.GetTimestamp());
    }
}
