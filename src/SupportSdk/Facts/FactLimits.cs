using SupportSdk.Redaction;
using SupportSdk.Telemetry;

namespace SupportSdk.Facts;

/// <summary>What every fact keeps to.</summary>
internal sealed class FactLimits(TimeSpan timeout, Redactor redactor, LossLedger losses, TimeProvider time)
{
    private const int LongestValue = 1_000;

    public TimeSpan Timeout => timeout;

    public LossLedger Losses => losses;

    public TimeProvider Time => time;

    /// <summary>One line, without secrets by shape, bounded.</summary>
    public string Clean(string value) => PlainText.Cut(redactor.Text(PlainText.CleanLine(PlainText.Cut(value, 2 * LongestValue)), place: "fact"), LongestValue);
}
