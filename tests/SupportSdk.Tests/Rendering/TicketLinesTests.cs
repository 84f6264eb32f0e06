using SupportSdk.Rendering;

namespace SupportSdk.Tests.Rendering;

public sealed class TicketLinesTests
{
    private static readonly ApiError Error = new() { Method = "GET", Url = "https://a/", OccurredAt = SomeTicket.Noon };

    [Fact]
    public void Response_HeadersAndBody_StandInTheOrderOfTheCall() => Assert.Equal(
        "GET https://a/:\n(request headers)\nAccept: a\n\n(response headers)\nServer: b\nDate: c\n\nbody",
        TicketLines.Response(Error with { RequestHeaders = "Accept: a", ResponseHeaders = "Server: b\nDate: c", BodyExcerpt = "body" }));

    [Fact]
    public void Response_NothingIsKnown_IsNull() => Assert.Null(TicketLines.Response(Error));

    [Fact]
    public void Item_Attempt_IsNamed() =>
        Assert.Contains("-> 503, attempt 2 [", TicketLines.Item(4, SomeTicket.Bare with { ApiErrors = [Error with { StatusCode = 503, Attempt = 2 }] }).Single(), StringComparison.Ordinal);
}
