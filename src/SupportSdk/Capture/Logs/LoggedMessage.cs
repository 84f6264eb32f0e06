namespace SupportSdk.Capture.Logs;

/// <summary>What is kept of one message until a snapshot is read, beside the level, the event id and the exception, which stand in its record.</summary>
internal abstract class LoggedMessage(CategoryLogger logger)
{
    public const int MaxText = 8 * 1024;
    public const int MaxValue = 1024;
    public const int MaxValues = 32;
    public const int MaxScopes = 16;

    private const int ObjectBytes = 96;
    private const int StringBytes = 32;

    private List<string>? _scopes;

    public string Category => logger.Category;

    public string? EventName { get; init; }

    /// <summary>The scopes of the log that were open, outermost first, as text.</summary>
    public IReadOnlyList<string> Scopes => _scopes ?? (IReadOnlyList<string>)[];

    /// <summary>How many texts were cut or left out when the message was taken.</summary>
    public int Cut { get; protected set; }

    /// <summary>Bytes that it keeps alive, roughly.</summary>
    public int Bytes { get; private set; } = ObjectBytes;

    /// <summary>The rendered text and the values by their names, not redacted yet.</summary>
    public abstract LoggedText Read();

    public void AddScope(object? scope)
    {
        if (_scopes is { Count: MaxScopes })
        {
            Cut++;
            return;
        }

        (_scopes ??= []).Add(Taken(LogObjects.ScopeText(scope), MaxValue));
    }

    /// <summary>The kind only; never a text.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>A text, cut and counted.</summary>
    protected string Taken(string text, int max)
    {
        if (text.Length > max)
        {
            Cut++;
            text = EvidenceText.Cut(text, max);
        }

        Bytes += StringBytes + (2 * text.Length);
        return text;
    }

    /// <summary>An object that is kept as it is.</summary>
    protected object? Held(object? value) => value is string text ? Taken(text, MaxText) : Counted(value);

    private object? Counted(object? value)
    {
        Bytes += StringBytes;
        return value;
    }
}

/// <summary>A message's text, and its values by their names.</summary>
internal readonly record struct LoggedText(string Message, IReadOnlyList<KeyValuePair<string, string>> Values);
