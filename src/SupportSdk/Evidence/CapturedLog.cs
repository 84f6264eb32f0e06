using Microsoft.Extensions.Logging;

namespace SupportSdk;

/// <summary>One message of the app's log, as it stands in the timeline of a scope.</summary>
public sealed record CapturedLog
{
    /// <summary>When it was logged.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Its level.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>Its category, mostly the full name of a type.</summary>
    public required string Category { get; init; }

    /// <summary>The message, redacted.</summary>
    public required string Message { get; init; }

    /// <summary>The id of the event; 0 where it has none.</summary>
    public int EventId { get; init; }

    /// <summary>The name of the event, where it has one.</summary>
    public string? EventName { get; init; }

    /// <summary>The structured values of the message by their names, redacted.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The log scopes that were open, outermost first, redacted.</summary>
    public IReadOnlyList<string> LogScopes { get; init; } = [];

    /// <summary>The exception that was logged, if any.</summary>
    public ExceptionDetails? Exception { get; init; }

    /// <summary>The level and the event id; never the text.</summary>
    public override string ToString() => $"CapturedLog {Level}, event {EventId.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
