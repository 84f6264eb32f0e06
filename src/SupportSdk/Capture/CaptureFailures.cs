using Microsoft.Extensions.Logging;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture;

/// <summary>Where a failure of the capture itself ends: counted, logged by its type alone, never thrown.</summary>
internal sealed class CaptureFailures(LossLedger losses, ILogger logger)
{
    public void Note(Exception exception)
    {
        losses.Count(LossReason.CaptureFailed);
        try
        {
            SupportLog.CaptureFailed(logger, exception.GetType().Name);
        }
        catch (Exception)
        {
            // A log provider of the app's threw while the SDK reported a failure of its own; there is nowhere left to say so, and it is counted.
        }
    }
}
