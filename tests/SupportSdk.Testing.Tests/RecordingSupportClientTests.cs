using System.Net;

namespace SupportSdk.Testing.Tests;

public sealed class RecordingSupportClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitAsync_CompleteTicket_IsKeptWithReceiptAndMessage()
    {
        await using var support = new RecordingSupportClient();
        var ticket = Complete();

        var receipt = await support.SubmitAsync(ticket, Cancelled);

        var kept = Assert.Single(support.Submitted);
        Assert.Equal((TicketOutcome.Delivered, receipt.Id), (receipt.Outcome, kept.Message!.Id));
        Assert.Same(ticket, kept.Ticket);
        Assert.Same(receipt, kept.Receipt);
        TicketAssert.IsComplete(kept);
        TicketAssert.Holds(kept, "user-1");
    }

    [Fact]
    public async Task SubmitAsync_IncompleteTicket_IsNamedByIsComplete()
    {
        await using var support = new RecordingSupportClient();

        var receipt = await support.SubmitAsync(new SupportTicket { Summary = "sync fails" }, Cancelled);

        var thrown = Assert.Throws<TicketAssertException>(() => TicketAssert.IsComplete(receipt));
        Assert.Contains("UserId", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("OccurredAt", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_AnswerSet_GivesTheAppThatReceipt()
    {
        await using var support = new RecordingSupportClient { Answer = receipt => receipt with { Outcome = TicketOutcome.Parked } };

        Assert.Equal(TicketOutcome.Parked, (await support.SubmitAsync(Complete(), Cancelled)).Outcome);
        Assert.Equal(TicketOutcome.Parked, Assert.Single(support.Submitted).Receipt.Outcome);
    }

    [Fact]
    public async Task SubmitAsync_RejectedTicket_IsNotKept()
    {
        await using var support = new RecordingSupportClient();

        await Assert.ThrowsAsync<TicketRejectedException>(() => support.SubmitAsync(new SupportTicket { Summary = " " }, Cancelled));

        Assert.Empty(support.Submitted);
    }

    [Fact]
    public async Task SubmitPreparedAsync_IsKeptWithThePreparedBytes()
    {
        await using var support = new RecordingSupportClient();
        var prepared = await support.PrepareAsync(Complete(), Cancelled);

        await support.SubmitPreparedAsync(prepared, Cancelled);

        var kept = Assert.Single(support.Submitted);
        Assert.Null(kept.Ticket);
        Assert.Equal(prepared.Json.ToArray(), kept.Message!.Json.ToArray());
    }

    [Fact]
    public async Task DiagnosticsHandler_OverIt_CapturesIntoItsScopes()
    {
        await using var support = new RecordingSupportClient();
        using var client = new HttpClient(new DiagnosticsHandler(support, new FailingHandler()));
        using (support.BeginScope("work"))
        {
            using var response = await client.GetAsync(new Uri("https://api.useparagon.com/projects"), Cancelled);
            await support.SubmitAsync(new SupportTicket { Summary = "sync fails", UserId = "user-1" }, Cancelled);
        }

        TicketAssert.IsComplete(Assert.Single(support.Submitted));
        TicketAssert.Holds(support.Submitted[0], "api.useparagon.com");
    }

    [Theory]
    [InlineData("plain/text+of a \"secret\"")]
    [InlineData("0123456789")]
    public async Task HoldsNone_SecretInAnAttachment_IsFoundAndNotShown(string secret)
    {
        await using var support = new RecordingSupportClient();
        foreach (var text in new[] { secret, Uri.EscapeDataString(secret), WebUtility.HtmlEncode(secret), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret)) })
        {
            await support.SubmitAsync(Complete() with { Attachments = [new TicketAttachment("a.txt", "text/plain", System.Text.Encoding.UTF8.GetBytes($"x {text} y"))] }, Cancelled);

            var thrown = Assert.Throws<TicketAssertException>(() => TicketAssert.HoldsNone(support.Submitted[^1], "another", secret));
            Assert.Contains("secret 2 stands in the attachment a.txt", thrown.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, thrown.Message, StringComparison.Ordinal);
            TicketAssert.HoldsNone(support.Submitted[^1], "another");
        }
    }

    [Fact]
    public async Task Holds_TextThatIsNotThere_Throws()
    {
        await using var support = new RecordingSupportClient();
        await support.SubmitAsync(Complete(), Cancelled);

        Assert.Throws<TicketAssertException>(() => TicketAssert.Holds(support.Submitted[0], "not in it"));
    }

    [Fact]
    public async Task DisposeAsync_Twice_IsHarmless()
    {
        var support = new RecordingSupportClient();
        await support.SubmitAsync(Complete(), Cancelled);

        await support.DisposeAsync();
        await support.DisposeAsync();
        support.Dispose();
    }

    private static SupportTicket Complete() => new()
    {
        Summary = "sync fails",
        OccurredAt = new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero),
        UserId = "user-1",
        Exception = new InvalidOperationException("the sync ended early"),
    };

    private sealed class FailingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway) { RequestMessage = request, Content = new StringContent("{}") });
    }
}
