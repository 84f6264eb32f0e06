using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Channels;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Memory;
using SupportSdk.Paragon;
using SupportSdk.Tests.Doubles;
using SupportSdk.Tests.Paragon.Api.History;

namespace SupportSdk.Tests.Submission;

/// <summary>From the app's call to the channel's bytes, against a server that plays Task History.</summary>
public sealed class TaskHistoryTicketTests : IDisposable
{
    private readonly RecordingChannel _channel = new();
    private readonly RecordingLogs _logs = new();
    private SpyingOutbox? _outbox;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitAsync_FailedExecutions_AreInEveryPartOfTheTicketAndTheReceipt()
    {
        var rows = new[] { new HistoryRow(), new HistoryRow { StartedAt = TestClient.Start.AddMinutes(-9), Output = """{"message":"401 from Salesforce"}""" } };
        await using var server = await HistoryServer.StartAsync([.. rows, new HistoryRow { UserId = "user-2" }]);
        await using var client = Client(server.Address);

        var receipt = await client.SubmitAsync(TestClient.Ticket, Cancelled);

        var links = rows.Select(row => WorkflowExecutionLink.Create(HistoryUnderTest.Project, row.WorkflowId, row.Id)).ToArray();
        Assert.Equal(TicketOutcome.Delivered, receipt.Outcome);
        Assert.Equal(links, receipt.FailedExecutions.Select(execution => execution.Link));
        var message = _channel.Sent.Single().Message;
        Assert.Contains("FAILED EXECUTIONS OF THIS USER FOUND IN TASK HISTORY", message.Text, StringComparison.Ordinal);
        Assert.Contains("Task History 2 failed executions of this user around that time.", message.Text, StringComparison.Ordinal);
        Assert.Contains($"-> FAILED, started 2026-11-23 17:54:00 UTC, ran 3.847 s, failed at step {rows[0].StepId} (ACTION/REQUEST):\n   Error: no auth mechanism defined", message.Text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(message.Json);
        Assert.Equal(links.Select(link => link.ExecutionId), json.RootElement.GetProperty("executions").EnumerateArray().Select(link => link.GetProperty("executionId").GetGuid()));
        Assert.Equal(["Error: no auth mechanism defined", """{"message":"401 from Salesforce"}"""],
            json.RootElement.GetProperty("failedExecutions").EnumerateArray().Select(execution => execution.GetProperty("error").GetString()));
        Assert.All(links, link =>
        {
            Assert.Contains($"<a href=\"{link.Url.AbsoluteUri}\">", message.Html, StringComparison.Ordinal);
            Assert.Contains($"2. Links to workflow executions\n   {links[0].Url.AbsoluteUri}\n   {links[1].Url.AbsoluteUri}", message.Text, StringComparison.Ordinal);
        });
        Assert.Contains("401 from Salesforce", message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Rows[2].Id.ToString(), message.Text, StringComparison.Ordinal);
        Assert.Equal(receipt.FailedExecutions, (await client.FindAsync(receipt.Id, Cancelled))!.FailedExecutions);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task SubmitAsync_WhateverTheServerDoesWithTheKey_ItIsNowhere(int status)
    {
        const string Key = HistoryUnderTest.Key;
        await using var server = await HistoryServer.StartAsync(new HistoryRow { StepId = Key, StepType = Key, Output = $"{{\"sent\":\"Bearer {Key}\",\"url\":\"https://a.example/?key={Key}&x={Uri.EscapeDataString(Key)}\"}}" });
        if (status != 200)
        {
            server.Instead = HistoryServer.Always(status, $"key {Key} refused");
        }

        await using var client = Client(server.Address);
        using var scope = client.BeginScope();

        var prepared = await client.PrepareAsync(TestClient.Ticket, Cancelled);
        var receipt = await client.SubmitAsync(TestClient.Ticket, Cancelled);
        scope.AddException(new InvalidOperationException("x"));

        Assert.NotEmpty(server.Requests);
        Assert.All(server.Requests, request => Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]));
        var message = _channel.Sent.Single().Message;
        string[] places =
        [
            message.Subject, message.Text, message.Html, Encoding.UTF8.GetString(message.Json.Span), prepared.Text, prepared.Html, Encoding.UTF8.GetString(prepared.Json.Span), prepared.ToString(),
            receipt.ToString(), JsonSerializer.Serialize(receipt.FailedExecutions), string.Join('\n', receipt.FailedExecutions), $"{receipt.Problem}", string.Join('\n', _outbox!.Stored), string.Join('\n', _logs.Messages),
            string.Join('\n', scope.Snapshot().ApiErrors.Select(error => JsonSerializer.Serialize(error))), scope.ToString(),
        ];
        Assert.All(places, place => Assert.DoesNotContain(Key, place, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, _outbox!.Stored.Count);
        Assert.Equal(status == 200, message.Text.Contains("[redacted:api-key]", StringComparison.Ordinal));
    }

    [Fact]
    public void ToString_OptionsAndErrorsAtStart_NeverHoldTheKey()
    {
        const string Key = "secret-key-with space";
        var options = new SupportOptions { Paragon = { TaskHistory = { ApiKey = Key } } };
        Assert.All(new object[] { options, options.Paragon, options.Paragon.TaskHistory }, part => Assert.DoesNotContain("secret", part.ToString(), StringComparison.Ordinal));

        var wrong = Assert.Throws<OptionsValidationException>(() => TestClient.Create(_channel, builder => builder.Configure(o =>
        {
            o.Paragon.TaskHistory.ApiKey = Key;
            o.Paragon.TaskHistory.Budget = TimeSpan.Zero;
            o.Paragon.TaskHistory.BaseAddress = new Uri("http://api.example");
        })));

        Assert.Equal(3, wrong.Failures.Count(failure => failure.StartsWith("Paragon.TaskHistory.", StringComparison.Ordinal)));
        Assert.DoesNotContain("secret", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_KeyWithoutProject_IsNamedAtStart() =>
        Assert.Contains("SupportOptions.ProjectId", Assert.Single(Assert.Throws<OptionsValidationException>(() =>
            TestClient.Create(_channel, builder => builder.Configure(o => o.Paragon.TaskHistory.ApiKey = "k"))).Failures), StringComparison.Ordinal);

    [Fact]
    public async Task SubmitAsync_TicketWithoutOtherEvidence_IsCompleteByTaskHistory()
    {
        await using var server = await HistoryServer.StartAsync(new HistoryRow());
        await using var client = Client(server.Address);
        var bare = new SupportTicket { Summary = "It fails", UserId = "user-1", OccurredAt = TestClient.Start.AddMinutes(-5) };

        Assert.Empty((await client.SubmitAsync(bare, Cancelled)).Missing);

        server.Rows.Clear();
        var without = await client.SubmitAsync(bare with { Summary = "It fails again" }, Cancelled);
        Assert.Equal(Diagnostic.Evidence, Assert.Single(without.Missing).Diagnostic);
        Assert.Contains("Task History no failed executions of this user around that time.", _channel.Sent.Last().Message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_ExecutionKnownAlready_IsListedOnce()
    {
        var row = new HistoryRow();
        await using var server = await HistoryServer.StartAsync(row);
        await using var client = Client(server.Address);
        var own = WorkflowExecutionLink.Create(HistoryUnderTest.Project, row.WorkflowId, row.Id, new Uri("https://dashboard.acme.example"));

        await client.SubmitAsync(TestClient.Ticket with { Executions = [own] }, Cancelled);

        using var json = JsonDocument.Parse(_channel.Sent.Single().Message.Json);
        Assert.Equal(own.Url.AbsoluteUri, Assert.Single(json.RootElement.GetProperty("executions").EnumerateArray()).GetProperty("url").GetString());
        Assert.Single(json.RootElement.GetProperty("failedExecutions").EnumerateArray());
        Assert.Contains($"workflowId={row.WorkflowId}", Assert.Single(server.Lists), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_NoUser_IsNotAskedAndSaysSo()
    {
        await using var server = await HistoryServer.StartAsync(new HistoryRow());
        await using var client = Client(server.Address);

        await client.SubmitAsync(TestClient.Ticket with { UserId = null, AffectsEndUser = false }, Cancelled);

        Assert.Empty(server.Requests);
        Assert.Contains("Task History It was not asked: the ticket names no user", _channel.Sent.Single().Message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_NoKey_AsksNothingAndSaysNothing()
    {
        await using var server = await HistoryServer.StartAsync(new HistoryRow());
        await using var client = Client(server.Address, options => options.ApiKey = null);

        await client.SubmitAsync(TestClient.Ticket, Cancelled);

        Assert.Empty(server.Requests);
        Assert.DoesNotContain("Task History", _channel.Sent.Single().Message.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task SubmitAsync_StatusAndHistoryHang_AreAskedAtTheSameTimeAndTheTicketGoesOut()
    {
        var clock = new FakeTimeProvider(TestClient.Start);
        await using var server = await HistoryServer.StartAsync();
        var (historyAsked, statusAsked) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        server.Instead = async context =>
        {
            historyAsked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        var hanging = new FixedStatus(_ =>
        {
            statusAsked.TrySetResult();
            return new TaskCompletionSource<SupportSdk.Status.StatusSnapshot>().Task;
        });
        await using var client = Client(server.Address, clock: clock, status: hanging);

        var submission = client.SubmitAsync(TestClient.Ticket, Cancelled);
        await Task.WhenAll(historyAsked.Task, statusAsked.Task).WaitAsync(TestContext.Current.CancellationToken); // Without a tick of the clock: neither waits for the other.
        var receipt = await clock.RunAsync(submission, TimeSpan.FromMilliseconds(500));

        Assert.Equal(TicketOutcome.Delivered, receipt.Outcome);
        var text = _channel.Sent.Single().Message.Text;
        Assert.Contains("Task History It was cut short: its 3 seconds", text, StringComparison.Ordinal);
        Assert.Contains("Status page  unknown", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_TwentyLongErrorsAndASmallChannel_FitAndSayWhatWasCut()
    {
        await using var server = await HistoryServer.StartAsync(Enumerable.Range(0, 20).Select(_ => new HistoryRow { Output = $"\"{new string('e', 4_000)}\"" }).ToArray());
        var channel = new RecordingChannel { MaxBytes = 64 * 1024 };
        await using var client = Client(server.Address, channel: channel);

        var receipt = await client.SubmitAsync(TestClient.Ticket, Cancelled);

        var message = channel.Sent.Single().Message;
        Assert.True(Encoding.UTF8.GetByteCount(message.Text) + Encoding.UTF8.GetByteCount(message.Html) + message.Json.Length <= 64 * 1024);
        Assert.Contains("CUT SO THAT THIS MESSAGE FITS", message.Text, StringComparison.Ordinal);
        Assert.NotEmpty(receipt.FailedExecutions);
    }

    public void Dispose() => _logs.Dispose();

    private SupportClient Client(
        Uri server, Action<TaskHistoryOptions>? configure = null, FakeTimeProvider? clock = null, FixedStatus? status = null, ITicketChannel? channel = null) =>
        TestClient.Create(channel ?? _channel, builder =>
        {
            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
            builder.Services.RemoveAll<IOutbox>();
            builder.Services.AddSingleton<IOutbox>(services => _outbox = new SpyingOutbox(services.GetRequiredService<MemoryOutbox>()));
            builder.CaptureHttpClients().Configure(options =>
            {
                options.ProjectId = HistoryUnderTest.Project.ToString();
                options.DeliveryWait = TimeSpan.FromMinutes(10);
                options.Paragon.Hosts.Add("127.0.0.1");
                (options.Paragon.TaskHistory.ApiKey, options.Paragon.TaskHistory.BaseAddress) = (HistoryUnderTest.Key, server);
                configure?.Invoke(options.Paragon.TaskHistory);
            });
        }, status, clock);
}
