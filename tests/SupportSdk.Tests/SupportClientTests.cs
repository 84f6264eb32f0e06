using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Channels;
using SupportSdk.Outbox;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests;

public sealed class SupportClientTests
{
    private static readonly StatusIncident Incident = new("i1", "Elevated errors in ActionKit", "investigating", "major", new Uri("https://status.example/i1"), null, ["ActionKit"]);

    [Fact]
    public async Task SubmitAsync_ChannelAcknowledges_IsDeliveredWithItsReceipt()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);

        var receipt = await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        Assert.Equal(TicketOutcome.Delivered, receipt.Outcome);
        Assert.False(receipt.Durable);
        Assert.Equal(TicketPriority.Normal, receipt.Priority);
        Assert.Equal(TimeSpan.FromHours(12), receipt.Response.Target);
        Assert.Empty(receipt.Missing);
        var (message, remoteId) = Assert.Single(channel.Sent);
        Assert.Equal((receipt.Id, $"{receipt.Id}@test"), (message.Id, remoteId));
        Assert.Equal(receipt.Id, (await client.FindAsync(receipt.Id, TestContext.Current.CancellationToken))!.Id);
        Assert.Equal((DeliveryState.Delivered, 1), (Assert.Single(receipt.Deliveries).State, receipt.Deliveries[0].Attempts));
    }

    [Fact]
    public async Task SubmitAsync_CancelledBefore_StoresNothing()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SubmitAsync(TestClient.Ticket, new CancellationToken(canceled: true)));

        await client.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Empty(channel.Sent);
    }

    [Fact]
    public async Task SubmitAsync_CancelledAfterItIsStored_SaysQueuedAndGoesOn()
    {
        var channel = new RecordingChannel { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        using var caller = new CancellationTokenSource();
        await using var client = TestClient.Create(channel, status: new FixedStatus(async ct =>
        {
            await caller.CancelAsync(); // The ticket is accepted by now: its status is being asked.
            return await FixedStatus.Quiet.GetAsync(ct);
        }));

        var receipt = await client.SubmitAsync(TestClient.Ticket, caller.Token);

        Assert.Equal(TicketOutcome.Queued, receipt.Outcome);
        channel.Gate.SetResult();
        await client.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal(TicketOutcome.Delivered, (await client.FindAsync(receipt.Id, TestContext.Current.CancellationToken))!.Outcome);
    }

    [Fact]
    public async Task SubmitAsync_DeliveryTakesLonger_SaysQueuedAfterTheWait()
    {
        var clock = new FakeTimeProvider(TestClient.Start);
        var channel = new RecordingChannel { Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        await using var client = TestClient.Create(channel, clock: clock);

        var receipt = await clock.RunAsync(client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken), TimeSpan.FromSeconds(1));

        Assert.Equal(TicketOutcome.Queued, receipt.Outcome);
        channel.Gate.SetResult();
    }

    [Theory]
    [InlineData(KnownIncidents.Hold, false, TicketOutcome.HeldForIncident, 0)]
    [InlineData(KnownIncidents.Hold, true, TicketOutcome.Delivered, 1)]
    [InlineData(KnownIncidents.Attach, false, TicketOutcome.Delivered, 1)]
    public async Task SubmitAsync_MatchingIncident_IsHeldOnlyWhereAsked(KnownIncidents setting, bool despite, TicketOutcome outcome, int sent)
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel, b => b.Configure(o => o.KnownIncidents = setting), FixedStatus.With(Incident));

        var receipt = await client.SubmitAsync(TestClient.Ticket with { SubmitDespiteIncidents = despite }, TestContext.Current.CancellationToken);

        Assert.Equal(outcome, receipt.Outcome);
        Assert.Equal(sent, channel.Sent.Count);
        Assert.Equal(Incident.Id, Assert.Single(receipt.RelatedIncidents).Id);
        Assert.Equal(outcome == TicketOutcome.HeldForIncident, receipt.Problem?.Contains("https://status.example/i1", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task SubmitAsync_FeedThrowsOrHangs_StillDelivers()
    {
        var clock = new FakeTimeProvider(TestClient.Start);
        foreach (var feed in new[] { new FixedStatus(_ => throw new InvalidOperationException("boom")), new FixedStatus(_ => new TaskCompletionSource<StatusSnapshot>().Task) })
        {
            var channel = new RecordingChannel();
            await using var client = TestClient.Create(channel, b => b.Configure(o => o.DeliveryWait = TimeSpan.FromMinutes(10)), feed, clock);

            var receipt = await clock.RunAsync(client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken), TimeSpan.FromMilliseconds(100));

            Assert.True(receipt.Outcome == TicketOutcome.Delivered, $"{receipt.Outcome} {receipt.Problem} {string.Join(";", receipt.Deliveries)} {clock.GetUtcNow() - TestClient.Start}");
            Assert.Contains("Status page  unknown", channel.Sent.Single().Message.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("boom", channel.Sent.Single().Message.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SubmitAsync_OutboxCannotStore_TriesOnceDirectly()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel, Refusing);

        var receipt = await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        Assert.Equal((TicketOutcome.Delivered, false), (receipt.Outcome, receipt.Durable));
        Assert.Contains("the disk is full", receipt.Problem, StringComparison.Ordinal);
        Assert.Single(channel.Sent);
    }

    [Fact]
    public async Task SubmitAsync_NeitherOutboxNorChannel_SaysNotStored()
    {
        var channel = new RecordingChannel(ChannelResult.TryAgain("refused"));
        await using var client = TestClient.Create(channel, Refusing);

        var receipt = await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        Assert.Equal(TicketOutcome.NotStored, receipt.Outcome);
        Assert.Equal("refused", Assert.Single(receipt.Deliveries).LastError);
    }

    [Fact]
    public async Task PrepareAsync_ThenSubmitted_SendsTheSameBytes()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);

        var prepared = await client.PrepareAsync(TestClient.Ticket, TestContext.Current.CancellationToken);
        Assert.Empty(channel.Sent);
        var receipt = await client.SubmitPreparedAsync(prepared, TestContext.Current.CancellationToken);
        var again = await client.SubmitPreparedAsync(prepared, TestContext.Current.CancellationToken);

        var message = Assert.Single(channel.Sent).Message;
        Assert.Equal((prepared.Text, prepared.Html), (message.Text, message.Html));
        Assert.Equal(prepared.Json.ToArray(), message.Json.ToArray());
        Assert.Equal((prepared.Id, prepared.Id), (receipt.Id, again.Id));
    }

    [Fact]
    public async Task SubmitPreparedAsync_Changed_IsRefused()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);
        var prepared = await client.PrepareAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        foreach (var changed in new[] { prepared with { Text = prepared.Text + " " }, prepared with { Json = Encoding.UTF8.GetBytes("{}") }, prepared with { Id = TicketId.Create() } })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.SubmitPreparedAsync(changed, TestContext.Current.CancellationToken));
        }

        Assert.Empty(channel.Sent);
    }

    [Fact]
    public async Task SubmitAsync_Incomplete_IsToldOrRefused()
    {
        var bare = new SupportTicket { Summary = "It is slow" };
        var channel = new RecordingChannel();
        await using var lenient = TestClient.Create(channel);
        await using var strict = TestClient.Create(channel, b => b.Configure(o => o.RequireCompleteTickets = true));

        var receipt = await lenient.SubmitAsync(bare, TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<IncompleteTicketException>(() => strict.SubmitAsync(bare, TestContext.Current.CancellationToken));

        Diagnostic[] all = [Diagnostic.OccurredAt, Diagnostic.Evidence, Diagnostic.UserId];
        Assert.Equal(all, receipt.Missing.Select(m => m.Diagnostic));
        Assert.Equal(all, refusal.Missing.Select(m => m.Diagnostic));
        Assert.Single(channel.Sent);
    }

    [Fact]
    public async Task SubmitAsync_SecretsEverywhere_NoneLeaves()
    {
        const string Secret = "hunter2-correct-horse";
        const string Token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyLTkifQ.c2lnbmF0dXJlLXNpZ25hdHVyZQ";
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);
        using var scope = client.BeginScope($"job password={Secret}");
        scope.SetUserToken(Token);
        scope.AddException(new InvalidOperationException($"password={Secret}"));
        var ticket = TestClient.Ticket with
        {
            Summary = $"Fails with password={Secret}",
            Description = $"Authorization: Bearer {Token}",
            UserId = null,
            ApiErrors = [TestClient.Ticket.ApiErrors[0] with { Url = $"https://u:{Secret}@api.useparagon.com/x?access_token={Secret}", Message = $"client_secret={Secret}", BodyExcerpt = $"{{\"password\":\"{Secret}\"}}" }],
            ConsoleErrors = [new ConsoleError { Level = "error", Message = $"token={Secret}", OccurredAt = TestClient.Start }],
        };

        await client.SubmitAsync(ticket, TestContext.Current.CancellationToken);

        var sent = channel.Sent.Single().Message;
        var all = string.Join('\n', sent.Subject, sent.Text, sent.Html, Encoding.UTF8.GetString(sent.Json.Span));
        Assert.DoesNotContain(Secret, all, StringComparison.Ordinal);
        Assert.All(Token.Split('.'), part => Assert.DoesNotContain(part, all, StringComparison.Ordinal));
        Assert.Contains("user-9", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ExceptionCaughtFurtherOut_StillHasTheEvidence()
    {
        var channel = new RecordingChannel();
        await using var client = TestClient.Create(channel);
        var link = WorkflowExecutionLink.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var thrown = new InvalidOperationException("job failed");

        var caught = await Assert.ThrowsAsync<InvalidOperationException>(() => client.RunAsync("job", async scope =>
        {
            scope.SetUserId("user-7");
            scope.AddExecution(link);
            await Task.Yield();
            throw thrown;
        }));
        Assert.Null(DiagnosticScope.Current);
        var receipt = await client.SubmitAsync(SupportTicket.FromException(new AggregateException(caught)), TestContext.Current.CancellationToken);

        Assert.Same(thrown, caught);
        Assert.Empty(receipt.Missing);
        Assert.Contains(link.Url.AbsoluteUri, channel.Sent.Single().Message.Text, StringComparison.Ordinal);
        Assert.Contains("user-7", channel.Sent.Single().Message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_EverythingMissing_IsNamedInOneException()
    {
        var problem = Assert.Throws<OptionsValidationException>(() => SupportClient.Create(builder => builder
            .Configure(o =>
            {
                o.Level = (SupportLevel)9;
                o.ProjectId = "not a uuid";
                o.Contact = new TicketContact("x", "nobody");
                o.DeliveryWait = TimeSpan.FromDays(1);
                o.Status.Page = new Uri("ftp://status.example");
                o.Paragon.Hosts.Add("https://host/path");
            })
            .SubmitUnhandledExceptions()));

        foreach (var part in new[] { "SupportOptions.Level", "SupportOptions.ProjectId", "SupportOptions.Contact.Email", "SupportOptions.DeliveryWait", "Status.Page", "Paragon.Hosts", "No channel", "SubmitUnhandledExceptions" })
        {
            Assert.Single(problem.Failures, failure => failure.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Create_ChannelThatTheLevelLacks_NamesTheWayOut()
    {
        static SupportClient Slack(Action<SupportOptions> more) => SupportClient.Create(b => b
            .Configure(o => o.Level = SupportLevel.Pro).Configure(more).AddChannel(new RecordingChannel { Channel = SupportChannel.Slack }));

        var problem = Assert.Throws<OptionsValidationException>(() => Slack(_ => { }));

        Assert.Contains("sales team", Assert.Single(problem.Failures), StringComparison.Ordinal);
        using var allowed = Slack(o => o.Channels = [SupportChannel.Slack]);
    }

    [Fact]
    public async Task DisposeAsync_Twice_DrainsOnceAndTakesNoMore()
    {
        var channel = new RecordingChannel();
        var client = TestClient.Create(channel, b => b.Configure(o => (o.DeliveryWait, o.Delivery.ShutdownTimeout) = (TimeSpan.Zero, TimeSpan.FromSeconds(5))));
        await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken);

        await client.DisposeAsync();
        await client.DisposeAsync();

        Assert.Single(channel.Sent);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DisposeAsync_ChannelHangs_EndsAtTheDeadline()
    {
        var clock = new FakeTimeProvider(TestClient.Start);
        var channel = new RecordingChannel { Gate = new TaskCompletionSource() };
        var client = TestClient.Create(channel, b => b.Configure(o => (o.DeliveryWait, o.Delivery.ShutdownTimeout) = (TimeSpan.Zero, TimeSpan.FromSeconds(5))), clock: clock);
        await clock.RunAsync(client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken), TimeSpan.FromMilliseconds(1));

        var disposing = client.DisposeAsync().AsTask();

        Assert.True(await clock.RunAsync(disposing.ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default), TimeSpan.FromSeconds(1)));
        Assert.True(clock.GetUtcNow() - TestClient.Start >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Members_OfADouble_CanBeOverriddenAndSayWhereNot()
    {
        await using var client = new DoubleClient();

        Assert.Equal(TicketOutcome.Delivered, (await client.SubmitAsync(TestClient.Ticket, TestContext.Current.CancellationToken)).Outcome);
        Assert.Throws<NotSupportedException>(() => client.BeginScope());
    }

    [Fact]
    public async Task TwoClients_InOneProcess_DoNotMeet()
    {
        var (first, second) = (new RecordingChannel(), new RecordingChannel());
        await using var a = TestClient.Create(first);
        await using var b = TestClient.Create(second);
        using var scopeOfA = a.BeginScope("a");
        scopeOfA.SetUserId("user-of-a");
        using var scopeOfB = b.BeginScope("b");
        scopeOfB.SetUserId("user-of-b");

        await a.SubmitAsync(TestClient.Ticket with { UserId = null }, TestContext.Current.CancellationToken);
        await b.SubmitAsync(TestClient.Ticket with { UserId = null }, TestContext.Current.CancellationToken);

        Assert.Contains("user-of-a", first.Sent.Single().Message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("user-of-b", first.Sent.Single().Message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("user-of-a", second.Sent.Single().Message.Text, StringComparison.Ordinal);
    }

    private static void Refusing(SupportBuilder builder)
    {
        builder.Services.RemoveAll<IOutbox>();
        builder.Services.AddSingleton<IOutbox>(new RefusingOutbox("the disk is full"));
    }

    private sealed class DoubleClient : SupportClient
    {
        public override Task<TicketReceipt> SubmitAsync(SupportTicket ticket, CancellationToken cancellationToken = default) =>
            Task.FromResult(new TicketReceipt { Id = TicketId.Create(), Outcome = TicketOutcome.Delivered });
    }
}
