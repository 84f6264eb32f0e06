using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SupportSdk;
using SupportSdk.Channels;
using SupportSdk.Redaction;

namespace Perf.Core;

/// <summary>
/// SupportSdk as a column of the comparison. It uses the public API, as an app does; only free-text redaction, which has no public door, is reached by reflection,
/// through a delegate that is bound once.
/// </summary>
public sealed class SupportSdkColumn : ICaptureColumn
{
    private static readonly Func<string, string> Redactor = BindRedactor();

    private readonly SupportClient _client = SupportClient.Create(builder => builder
        .Configure(options =>
        {
            options.ProjectId = "38b1f170-0c43-4eae-9a04-ab85325d99f7";
            foreach (string host in (string[])["shop.example", "127.0.0.1", "localhost"])
            {
                options.Paragon.Hosts.Add(host);
            }
        })
        .AddChannel(new NullChannel()));

    private readonly DiagnosticScope _root;
    private ConsoleError? _crumb;
    private long _events;

    public SupportSdkColumn() => _root = _client.BeginScope("column");

    public long Captured
    {
        get
        {
            TicketDiagnostics seen = _root.Snapshot();
            return Volatile.Read(ref _events) + seen.CallsSeen + seen.ConsoleErrors.Count + seen.Exceptions.Count + seen.Logs.Count + seen.Dropped.Values.Sum();
        }
    }

    public HttpMessageHandler WrapHttp(HttpMessageHandler inner) => new DiagnosticsHandler(_client, inner);

    public void AddLogging(ILoggingBuilder builder) => builder.AddSupportDiagnostics(_client);

    /// <summary>The app's own record, which exists already: what is measured is noting it.</summary>
    public void AddBreadcrumb(string category, string message)
    {
        ConsoleError? crumb = _crumb;
        if (!ReferenceEquals(crumb?.Message, message))
        {
            _crumb = crumb = new ConsoleError { Level = category, Message = message, OccurredAt = DateTimeOffset.UnixEpoch };
        }

        (DiagnosticScope.Current ?? _root).AddConsoleError(crumb!);
    }

    public IDisposable PushScope() => _client.BeginScope();

    /// <summary>More than a copy: texts are made and redacted here, once, and not when a record is noted.</summary>
    public object Snapshot() => (DiagnosticScope.Current ?? _root).Snapshot();

    public void CaptureException(Exception exception)
    {
        using DiagnosticScope scope = _client.BeginScope();
        scope.AddException(exception);
        JsonSerializer.Serialize(Stream.Null, scope.Snapshot());
        Interlocked.Increment(ref _events);
    }

    /// <summary>Nothing waits: text is made when a snapshot is read.</summary>
    public void Flush()
    {
    }

    public string Redact(string text) => Redactor(text);

    public void Dispose()
    {
        _root.Dispose();
        _client.Dispose();
    }

    private static Func<string, string> BindRedactor()
    {
        Type type = typeof(SupportClient).Assembly.GetType("SupportSdk.Redaction.Redactor", throwOnError: true)!;
        object redactor = Activator.CreateInstance(type, new RedactionOptions())!;
        MethodInfo method = type.GetMethod("Text")!;
        Type tally = method.GetParameters()[1].ParameterType;
        return typeof(SupportSdkColumn).GetMethod(nameof(Bind), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(tally).Invoke(null, [redactor, method]) as Func<string, string>
            ?? throw new MissingMethodException(type.FullName, "Text");
    }

    private static Func<string, string> Bind<TTally>(object redactor, MethodInfo method)
        where TTally : class
    {
        var text = method.CreateDelegate<Func<string, TTally?, string, string>>(redactor);
        return input => text(input, null, "");
    }

    private sealed class NullChannel : ITicketChannel
    {
        public SupportChannel Channel => SupportChannel.Email;

        public int MaxBytes => 10_000_000;

        public string? CreateRemoteId(TicketMessage message) => null;

        public Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken) => Task.FromResult(ChannelResult.Delivered(null));
    }
}
