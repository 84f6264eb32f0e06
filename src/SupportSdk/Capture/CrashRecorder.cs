using Microsoft.Extensions.Logging;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture;

/// <summary>Writes the ticket of a crash on the crashing thread; there is no later.</summary>
internal sealed class CrashRecorder : IDisposable
{
    private readonly CrashCapture _capture;
    private readonly Func<SupportTicket, TicketId> _store;
    private readonly ILogger _logger;

    /// <param name="capture">How a crash is told.</param>
    /// <param name="store">Stores a ticket durably before it returns.</param>
    /// <param name="logger">Where it is said.</param>
    public CrashRecorder(CrashCapture capture, Func<SupportTicket, TicketId> store, ILogger logger)
    {
        (_capture, _store, _logger) = (capture, store, logger);
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
    }

    public void Dispose() => AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;

    public void Record(Exception exception)
    {
        try
        {
            SupportLog.CrashRecorded(_logger, _store(_capture.Ticket(exception)));
        }
        catch (Exception failure)
        {
            // The runtime ends the process with the app's own exception; ours must not take its place.
            SupportLog.CrashNotRecorded(_logger, failure.GetType().Name);
        }
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.ExceptionObject is Exception exception)
        {
            Record(exception);
        }
    }
}
