using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportSdk.Capture;
using SupportSdk.Capture.Http;
using SupportSdk.Capture.Logs;
using SupportSdk.Capture.Runtime;
using SupportSdk.Channels;
using SupportSdk.Delivery;
using SupportSdk.Facts;
using SupportSdk.Intake;
using SupportSdk.Outbox;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Api;
using SupportSdk.Paragon.Api.History;
using SupportSdk.Paragon.Health;
using SupportSdk.Policy;
using SupportSdk.Redaction;
using SupportSdk.Status;
using SupportSdk.Status.Statuspage;
using SupportSdk.Submission;
using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>Puts a client together from the app's services: the only place that knows all parts.</summary>
internal static class SupportComposition
{
    public static SupportClient Client(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SupportOptions>>().Value;
        var time = services.GetRequiredService<TimeProvider>();
        var loggers = services.GetRequiredService<OwnLoggers>();
        var losses = new LossLedger();
        var redactor = new Redactor(options.Redaction);
        var links = new ExecutionLinkTemplate(options.Paragon);
        var cancelled = new CancelledCalls();
        var failures = new CaptureFailures(losses, loggers.CreateLogger("SupportSdk.Capture"));
        var door = new EvidenceDoor(redactor, cancelled, links, losses, failures, time);
        var channels = ChannelsOf(services, options);
        var settings = SettingsOf(services, options, channels);
        var calls = new VendorCalls(time);
        var facts = FactCollector.Of(options.Facts, calls, new FactLimits(options.Facts.Timeout, redactor, losses, time));
        var queue = services.GetRequiredService<IDeliveryQueue>();
        var parts = new IntakeParts
        {
            Settings = settings,
            Preparer = new TicketPreparer(settings, door, redactor, facts),
            Finisher = new TicketFinisher(
                settings, services.GetRequiredService<IStatusFeed>(), new StatusCleaner(redactor), new ExecutionLookup(History(services, options, redactor, losses), settings, losses, time),
                facts, losses, time, loggers.CreateLogger<TicketFinisher>()),
            Outbox = services.GetRequiredService<IOutbox>(),
            Queue = queue,
            Delivery = new DeliveryService(queue, channels, options.Delivery, time, loggers.CreateLogger<DeliveryService>()),
            Channels = channels,
            Facts = facts,
            Patience = options.Delivery,
            DeliveryWait = options.DeliveryWait,
            Door = door,
            Redactor = redactor,
            Losses = losses,
            Time = time,
            Logger = loggers.CreateLogger<SupportClient>(),
        };
        return new SupportClient(new SupportEngine(
            parts,
            owner => new EvidenceStore(owner, door, options.Evidence.MaxBytes, losses, time),
            store => new HttpCapture(store, options.Paragon, cancelled, failures, time) { Health = calls, AllowsHeader = redactor.AllowsHeader },
            HooksOf(services, options, failures, losses)));
    }

    public static IStatusFeed StatusFeed(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SupportOptions>>().Value.Status;
        var time = services.GetRequiredService<TimeProvider>();
        var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(StatusHttp.ClientName);
        return new StatuspageFeed(new StatuspageClient(http, options, time), options, time, services.GetRequiredService<OwnLoggers>().CreateLogger<StatuspageFeed>());
    }

    private static RuntimeCalls? Uninstrumented(IServiceProvider services, EvidenceStore store, SupportOptions options, CaptureFailures failures)
    {
        if (!options.Capture.UninstrumentedClients || !services.GetRequiredService<IOptions<CapturedClients>>().Value.All)
        {
            return null;
        }

        if (AppContext.TryGetSwitch("System.Diagnostics.Tracing.EventSource.IsSupported", out var supported) && !supported)
        {
            SupportLog.UninstrumentedUnseen(services.GetRequiredService<OwnLoggers>().CreateLogger<SupportClient>());
            return null;
        }

        return new RuntimeCalls(store, new ParagonHosts(options.Paragon.Hosts), failures);
    }

    private static CaptureHooks HooksOf(IServiceProvider services, SupportOptions options, CaptureFailures failures, LossLedger losses) => new()
    {
        Runtime = store => Uninstrumented(services, store, options, failures),
        Crash = services.GetServices<CrashCapture>().LastOrDefault(),
        Logs = services.GetRequiredService<LogHook>(),
        Uncaught = services.GetServices<CrashCapture>().Any() || services.GetServices<ILoggerProvider>().OfType<LogProvider>().Any(),
        Failures = failures,
        Meter = new SupportMeter(services.GetService<IMeterFactory>(), losses),
    };

    private static TaskHistory? History(IServiceProvider services, SupportOptions options, Redactor redactor, LossLedger losses) =>
        options.Paragon.TaskHistory.ApiKey is null || !Guid.TryParseExact(options.ProjectId, "D", out var project)
            ? null
            : new TaskHistory(
                services.GetRequiredService<IHttpClientFactory>().CreateClient(TaskHistoryHttp.ClientName), project, options.Paragon, redactor, losses,
                services.GetRequiredService<TimeProvider>(), services.GetRequiredService<OwnLoggers>().CreateLogger<TaskHistory>());

    // What the level includes, or what the app says in its place.
    private static ITicketChannel[] ChannelsOf(IServiceProvider services, SupportOptions options) =>
    [
        .. services.GetServices<ITicketChannel>().Where(c => options.Channels.Count > 0
            ? options.Channels.Contains(c.Channel)
            : SupportPolicy.Paragon.Allows(options.Level, c.Channel)),
    ];

    private static SubmissionSettings SettingsOf(IServiceProvider services, SupportOptions options, ITicketChannel[] channels) => new()
    {
        Level = options.Level,
        Policy = SupportPolicy.Paragon.WithEnterpriseUrgentBasis(options.EnterpriseUrgentBasis).WithAdditionalClosedDates(options.AdditionalClosedDates),
        Environment = options.Environment ?? EnvironmentOf(services.GetService<IHostEnvironment>()),
        ProjectId = options.ProjectId,
        Contact = options.Contact,
        KnownIncidents = options.KnownIncidents,
        RequireCompleteTickets = options.RequireCompleteTickets,
        Collectors = services.GetRequiredService<IOptions<CapturedClients>>().Value is { All: true } or { Names.Count: > 0 } ? DiagnosticCollectors.Http : DiagnosticCollectors.None,
        MaxAttachmentBytes = options.MaxAttachmentBytes,
        StatusBudget = options.Status.Budget,
        HistoryBudget = options.Paragon.TaskHistory.ApiKey is null ? TimeSpan.Zero : options.Paragon.TaskHistory.Budget,
        MaxTicketBytes = channels.Min(c => c.MaxBytes),
    };

    private static DeploymentEnvironment EnvironmentOf(IHostEnvironment? host) => host switch
    {
        not null when host.IsDevelopment() => DeploymentEnvironment.Development,
        not null when host.IsStaging() => DeploymentEnvironment.Staging,
        _ => DeploymentEnvironment.Production,
    };
}
