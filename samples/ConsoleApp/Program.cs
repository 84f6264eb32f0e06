using System.Security.Cryptography;
using ConsoleApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportSdk;
using SupportSdk.Email;
using SupportSdk.Status;

// A job fails, and support gets a ticket with everything it asks for. Nothing here needs a server, a network or a setting.
Arguments arguments;
try
{
    arguments = Arguments.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

if (arguments.Help)
{
    Console.WriteLine(Arguments.Usage);
    return 0;
}

// 1  The app and its settings.
var report = new Report(Console.Out);
var projectId = Guid.Parse("38b1f170-0c43-4eae-9a04-ab85325d99f7");
await using var paragon = await FakeParagon.StartAsync();

var app = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings()); // Empty: no appsettings.json, no environment variables.
app.Logging.AddProvider(new SdkLog(report));
var sdk = app.Services.AddSupport(options =>
    {
        options.Level = arguments.Level;
        options.ProjectId = projectId.ToString();
        options.Contact = new TicketContact("Dana Field", "dana@customer.example");
        options.Paragon.Hosts.Add(paragon.Address.Authority);
        options.Status.Page = arguments.Status ?? paragon.StatusPage;
    })
    .AddEmail(ConfigureEmail)
    .CaptureHttpClients()
    .CaptureLogs()
    .SubmitUnhandledExceptions();
arguments.Outbox.Use(sdk);
app.Services.AddSingleton(report);
app.Services.AddHttpClient<ContactSync>(http => http.BaseAddress = paragon.Address);

report.Section(1, "The app and its settings");
report.Fact("Support level", arguments.Level);
report.Fact("Paragon", $"{paragon.Address} (made up, on this machine)");
report.Fact("Status page", arguments.Status ?? paragon.StatusPage);
report.Fact("Mail goes to", arguments.Smtp is { } server ? $"{server.Host}:{server.Port} by SMTP" : arguments.PickupDirectory);
report.Fact("Outbox", arguments.Outbox);

using var host = app.Build();
try
{
    await host.StartAsync();
}
catch (OptionsValidationException e)
{
    Console.Error.WriteLine(string.Join('\n', e.Failures));
    return 2;
}

var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping; // Ctrl+C
var support = host.Services.GetRequiredService<SupportClient>();
try
{
    return await TellAsync();
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    report.Line("\nCancelled. What the outbox holds goes at the next start.");
    return 130;
}
finally
{
    await host.StopAsync();
}

async Task<int> TellAsync()
{
    if (!arguments.Crash)
    {
        await SendWhatAnEarlierRunLeftAsync();
    }

    // 2  The job. The scope around it collects; an exception that leaves it carries what was collected.
    report.Section(2, "The job");
    var userId = $"user-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    report.Fact("User ID", userId);
    var job = host.Services.GetRequiredService<ContactSync>();
    ApiError? uninstrumented = null;
    Task RunJobAsync() => support.RunAsync("contact sync", scope => RunOrProbeAsync(job.RunAsync(projectId, UserToken.For(userId), stopping), scope, seen => uninstrumented = seen));

    if (arguments.Crash)
    {
        // A crash as they happen: on a thread of the pool, where nobody catches.
        ThreadPool.QueueUserWorkItem(async _ => await RunJobAsync());
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
    }

    try
    {
        await RunJobAsync();
        return 0;
    }
    catch (InvalidOperationException e)
    {
        report.Fact("It failed", e.Message);
        return await SubmitAsync(e, uninstrumented!);
    }
}

async Task RunOrProbeAsync(Task job, DiagnosticScope scope, Action<ApiError> seen)
{
    try
    {
        await job;
    }
    catch (InvalidOperationException)
    {
        await Probe.AskAsync(paragon.Address, projectId, stopping); // By an HttpClient that nobody instrumented: see section 6.
        seen(scope.Snapshot().ApiErrors.Single(error => error.StatusCode == 503));
        throw;
    }
}

async Task<int> SubmitAsync(Exception failure, ApiError uninstrumented)
{
    // 3  The status check. The SDK makes it for every ticket by itself; an app may ask, too.
    report.Section(3, "The status check");
    var feed = host.Services.GetRequiredService<IStatusFeed>();
    report.Status(await report.WaitAsync("Asking the status page, for 2 seconds at most", feed.GetAsync(stopping)));

    // 4  The ticket. What PrepareAsync shows is what leaves, byte for byte.
    report.Section(4, "The ticket, as support will read it");
    var ticket = SupportTicket.FromException(failure, "Contacts are not created in Salesforce") with
    {
        Description = "The contact sync of one user fails since this morning. We expect a new contact; ActionKit refuses it.",
        Impact = TicketImpact.SingleUser,
    };
    var prepared = await support.PrepareAsync(ticket, stopping);
    report.Quote(prepared.Text);

    // 5  The receipt says what was seen, and promises no more.
    report.Section(5, "The receipt");
    var receipt = await report.WaitAsync("Submitting, with 10 seconds for the delivery", support.SubmitPreparedAsync(prepared, stopping));
    report.Receipt(receipt);

    // 6  The job also made a call by a plain new HttpClient(). The ticket tells of it, too: the runtime said so, and nothing was added to the app or to the wire.
    report.Section(6, "A call that nobody instrumented");
    report.Fact("In the ticket", $"{uninstrumented.Method} {new Uri(uninstrumented.Url).AbsolutePath.Split('/')[^1]} -> {uninstrumented.StatusCode}");
    report.Fact("", uninstrumented.Message);

    report.Section(7, "What to do next");
    SayWhatNext(receipt);
    return receipt.Outcome is TicketOutcome.Parked or TicketOutcome.NotStored ? 1 : 0;
}

async Task SendWhatAnEarlierRunLeftAsync()
{
    using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    patience.CancelAfter(TimeSpan.FromSeconds(3));
    try
    {
        await support.FlushAsync(patience.Token);
    }
    catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
    {
        report.Line("  Tickets of an earlier run are still on their way.");
    }
}

void ConfigureEmail(EmailOptions email)
{
    email.From = arguments.To ?? "app@customer.example";
    email.To = arguments.To ?? email.To;
    if (arguments.Smtp is not { } smtp)
    {
        email.PickupDirectory = arguments.PickupDirectory;
        return;
    }

    (email.Host, email.Port) = smtp;
    email.Security = smtp.Port == 465 ? EmailSecurity.SslOnConnect : Arguments.IsThisMachine(smtp.Host) ? EmailSecurity.None : EmailSecurity.StartTls;
}

void SayWhatNext(TicketReceipt receipt)
{
    if (arguments.Smtp is null && receipt.Outcome == TicketOutcome.Delivered)
    {
        report.Fact("The mail", Path.Combine(arguments.PickupDirectory, $"{receipt.Id}.eml"));
        report.Line("  Open it with a mail program: it was not sent to anybody.");
    }

    report.Line(receipt.Outcome switch
    {
        TicketOutcome.Delivered or TicketOutcome.DeliveryUncertain => $"  Name the ticket {receipt.Id} when you talk to support.",
        TicketOutcome.Queued => "  The ticket waits in the outbox; start the app again, and it goes on.",
        _ => "  See the problem above; the ticket stays in the outbox.",
    });
    report.Line("  Try --level enterprise, --crash, --smtp localhost:2525, or --help.");
}
