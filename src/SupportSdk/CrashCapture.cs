using Microsoft.Extensions.Logging;
using SupportSdk.Outbox;
using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>How the app wants its crashes told.</summary>
internal sealed record CrashCapture(Func<Exception, SupportTicket> Ticket);

/// <summary>Writes the ticket of a crash on the crashing thread; there is no later.</summary>
internal sealed class CrashRecorder : IDisposable
{
    private readonly CrashCapture _capture;
    private readonly Func<SupportTicket, AcceptedTicket> _accept;
    private readonly IOutbox _outbox;
    private readonly ILogger _logger;

    public CrashRecorder(CrashCapture capture, Func<SupportTicket, AcceptedTicket> accept, IOutbox outbox, ILogger logger)
    {
        (_capture, _accept, _outbox, _logger) = (capture, accept, outbox, logger);
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
    }

    public void Dispose() => AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;

    public void Record(Exception exception)
    {
        var accepted = _accept(_capture.Ticket(exception));
        _outbox.Accept(accepted);
        SupportLog.CrashRecorded(_logger, accepted.Id);
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e)
    {
        try
        {
            if (e.ExceptionObject is Exception exception)
            {
                Record(exception);
            }
        }
        catch (Exception failure)
        {
            // The runtime ends the process with the app's own exception; ours must not take its place.
            SupportLog.CrashNotRecorded(_logger, failure is OutboxUnavailableException ? failure.Message : failure.GetType().Name);
        }
    }
}
