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
    public void Values_Attempt_IsNamed()
    {
        var item = new DiagnosticItem(4, "Errors in API requests", DiagnosticItemState.Given, "");
        var line = Assert.Single(TicketLines.Values(item, SomeTicket.Bare with { ApiErrors = [Error with { StatusCode = 503, Attempt = 2 }] }));
        Assert.Contains("-> 503, attempt 2 [", line, StringComparison.Ordinal);
    }
}
