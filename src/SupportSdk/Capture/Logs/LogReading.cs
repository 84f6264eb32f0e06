using Microsoft.Extensions.Logging;
using SupportSdk.Redaction;
using SupportSdk.Redaction.Rules;

namespace SupportSdk.Capture.Logs;

/// <summary>Makes the text of a log record: redacted, by the values' names too.</summary>
internal static class LogReading
{
    private const int MaxCategory = 256;

    // A shorter value than this is no secret worth the words that it would take out of the message.
    private const int ShortestSecret = 4;

    public static CapturedLog Read(in EvidenceRecord record, LoggedMessage logged, DateTimeOffset at, ExceptionDetails? exception, EvidenceDoor door, RedactionTally tally)
    {
        var (message, named) = logged.Read();
        var values = new Dictionary<string, string>(named.Count, StringComparer.Ordinal);
        foreach (var (name, value) in named)
        {
            var text = door.NamedText(name, value, LoggedMessage.MaxValue, tally, "log.value");
            values[door.Text(name, LoggedMessage.MaxValue, tally, "log.name")] = text;
            if (SecretNames.IsSecret(name) && value.Length >= ShortestSecret)
            {
                message = message.Replace(value, text, StringComparison.Ordinal);
            }
        }

        return new CapturedLog
        {
            OccurredAt = at,
            Level = (LogLevel)record.Level,
            Category = door.Text(logged.Category, MaxCategory, tally, "log.category"),
            Message = door.Text(message, LoggedMessage.MaxText, tally, "log.message"),
            EventId = record.EventId,
            EventName = logged.EventName is null ? null : door.Text(logged.EventName, MaxCategory, tally, "log.event"),
            Values = values,
            LogScopes = logged.Scopes.Select(scope => door.Text(scope, LoggedMessage.MaxValue, tally, "log.scope")).ToArray(),
            Exception = exception,
        };
    }
}
