namespace SupportSdk.Capture.Logs;

/// <summary>A message whose parts may change or be used again once the call returns: its text and its values are made at once, bounded.</summary>
internal sealed class WrittenMessage : LoggedMessage
{
    private readonly LoggedText _text;

    private WrittenMessage(CategoryLogger logger, string message, IEnumerable<KeyValuePair<string, object?>> values)
        : base(logger)
    {
        var texts = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in values)
        {
            if (texts.Count == MaxValues)
            {
                Cut++;
                break;
            }

            texts.Add(KeyValuePair.Create(Taken(name, MaxValue), Taken(LogObjects.Text(value), MaxValue)));
        }

        _text = new LoggedText(Taken(message, MaxText), texts);
    }

    public static WrittenMessage Of<TState>(CategoryLogger logger, TState state, Exception? exception, Func<TState, Exception?, string>? formatter, string? eventName) =>
        new(logger, LogObjects.Message(state, exception, formatter), LogObjects.Values(state)) { EventName = eventName };

    public override LoggedText Read() => _text;
}
