namespace SupportSdk;

/// <summary>What is kept of an exception: texts, redacted, and never the object.</summary>
public sealed record ExceptionDetails
{
    /// <summary>The full name of the exception's type.</summary>
    public required string Type { get; init; }

    /// <summary>The message, redacted.</summary>
    public required string Message { get; init; }

    /// <summary>When it was noted.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What the app put into <see cref="Exception.Data"/>, as text by its name, redacted.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <summary>The stack trace, one frame a line, without places in the source.</summary>
    public string? StackTrace { get; init; }

    /// <summary>Inner exceptions, outermost first; an aggregate has several.</summary>
    public IReadOnlyList<ExceptionDetails> Inner { get; init; } = [];

    /// <summary>The kind, the exception's type and the number of inner ones; never the text.</summary>
    public override string ToString() => $"ExceptionDetails, inner: {Inner.Count}";
}
