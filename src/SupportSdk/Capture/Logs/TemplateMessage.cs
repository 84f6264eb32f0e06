using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace SupportSdk.Capture.Logs;

/// <summary>
/// A message of a template and arguments that cannot change, such as <c>LogError("Order {Id} failed", id)</c>: the arguments are kept, and the framework's own
/// formatter makes the text when a snapshot is read. The array of the arguments is the app's and may be used again, so it is copied.
/// </summary>
internal sealed class TemplateMessage : LoggedMessage
{
    private readonly string _template;
    private readonly object?[] _arguments;

    private TemplateMessage(CategoryLogger logger, string template, object?[] arguments)
        : base(logger)
    {
        _template = template;
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Held(arguments[i]);
        }

        _arguments = arguments;
    }

    /// <summary>Takes the message if all it names is fixed for good; else null.</summary>
    public static TemplateMessage? Of<TState>(CategoryLogger logger, TState state, string? eventName)
    {
        if (typeof(TState) != TemplateState.Type || state is not IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            return null;
        }

        var last = values.Count - 1;
        var arguments = last == 0 ? [] : new object?[last];
        for (var i = 0; i < last; i++)
        {
            arguments[i] = values[i].Value;
            if (!LogObjects.IsFixed(arguments[i]))
            {
                return null;
            }
        }

        return values[last].Value is string { Length: <= MaxText } template ? new TemplateMessage(logger, template, arguments) { EventName = eventName } : null;
    }

    public override LoggedText Read() => Reader.Of(_template, _arguments).Text;

    /// <summary>The type in which the framework hands over a template with its arguments. It is internal there, so it is learned by logging once.</summary>
    private static class TemplateState
    {
        public static readonly Type? Type = Reader.Of("", []).State;
    }

    private sealed class Reader : ILogger
    {
        public LoggedText Text { get; private set; }

        public Type? State { get; private set; }

        [SuppressMessage("Performance", "CA1848", Justification = "The template is the app's, and known when it is logged.")]
        [SuppressMessage("Usage", "CA2254", Justification = "The template is the app's, and known when it is logged.")]
        public static Reader Of(string template, object?[] arguments)
        {
            var reader = new Reader();
            reader.Log(LogLevel.Information, template, arguments);
            return reader;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            State = typeof(TState);
            Text = new LoggedText(formatter(state, exception), [.. LogObjects.Values(state).Select(v => KeyValuePair.Create(v.Key, LogObjects.Text(v.Value)))]);
        }
    }
}
