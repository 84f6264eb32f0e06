using Microsoft.Extensions.Logging;
using SupportSdk.Redaction;
using SupportSdk.Redaction.Names;

namespace SupportSdk.Capture.Logs;

/// <summary>Makes the text of a log record: redacted, by the values' names too.</summary>
internal static class LogReading
{
    private const int MaxCategory = 256;

    // A shorter value than this is no secret worth the words that it would take out of the message.
    private const int ShortestSecret = 4;

    private const string SecretName = "secret";

    public static CapturedLog Read(in EvidenceRecord record, LoggedMessage logged, DateTimeOffset at, ExceptionDetails? exception, EvidenceDoor door, RedactionTally tally)
    {
        var (message, named) = logged.Read();
        var masked = Masked(message, named, door, tally);
        var clean = door.Text(masked, LoggedMessage.MaxText, tally, "log.message");
        var values = new Dictionary<string, string>(named.Count, StringComparer.Ordinal);
        foreach (var (name, value) in named)
        {
            values[door.Text(name, LoggedMessage.MaxValue, tally, "log.name")] = Value(name, value, masked, clean, door, tally);
        }

        return new CapturedLog
        {
            OccurredAt = at,
            Level = (LogLevel)record.Level,
            Category = door.Text(logged.Category, MaxCategory, tally, "log.category"),
            Message = clean,
            EventId = record.EventId,
            EventName = logged.EventName is null ? null : door.Text(logged.EventName, MaxCategory, tally, "log.event"),
            Values = values,
            LogScopes = logged.Scopes.Select(scope => door.Text(scope, LoggedMessage.MaxValue, tally, "log.scope")).ToArray(),
            Exception = exception,
        };
    }

    // What a secret-like name says of a value holds for the message as well.
    private static string Masked(string message, IReadOnlyList<KeyValuePair<string, string>> named, EvidenceDoor door, RedactionTally tally)
    {
        foreach (var (name, value) in named)
        {
            if (value.Length >= ShortestSecret && SecretNames.IsSecret(name))
            {
                message = message.Replace(value, door.NamedText(name, value, LoggedMessage.MaxText, tally, "log.message"), StringComparison.Ordinal);
            }
        }

        return message;
    }

    // And what the message says of a value ("Authorization: Bearer {Value}") holds for the value: where it is gone from the text, it goes here.
    private static string Value(string name, string value, string message, string clean, EvidenceDoor door, RedactionTally tally)
    {
        var text = door.NamedText(name, value, LoggedMessage.MaxValue, tally, "log.value");
        var gone = ReferenceEquals(text, value) && value.Length >= ShortestSecret && !ReferenceEquals(message, clean) && message.Length <= LoggedMessage.MaxText
            && message.Contains(value, StringComparison.Ordinal) && !clean.Contains(value, StringComparison.Ordinal);
        return gone ? door.NamedText(SecretName, value, LoggedMessage.MaxValue, tally, "log.value") : text;
    }
}
