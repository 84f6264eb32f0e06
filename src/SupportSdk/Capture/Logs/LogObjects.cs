using System.Collections;
using System.Globalization;

namespace SupportSdk.Capture.Logs;

/// <summary>Text of what the app logs, whatever its objects do when they are asked.</summary>
internal static class LogObjects
{
    private const string Template = "{OriginalFormat}";
    private const int MaxItems = 16;

    /// <summary>Whether an object is of a kind that never changes, so that its text can be made later.</summary>
    public static bool IsFixed(object? value) => value is null or string or int or long or bool or double or Guid or DateTimeOffset or DateTime or TimeSpan or decimal or Enum
        or float or byte or short or char or uint or ulong or ushort or sbyte or DateOnly or TimeOnly or Uri or Version;

    public static string Message<TState>(TState state, Exception? exception, Func<TState, Exception?, string>? formatter)
    {
        try
        {
            return (formatter is null ? state?.ToString() : formatter(state, exception)) ?? "";
        }
        catch (Exception e)
        {
            return Unreadable(e);
        }
    }

    /// <summary>The named values of a message; none where its state has no names.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Values<TState>(TState state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
        {
            yield break;
        }

        using var all = new SafeEnumerator(values);
        while (all.MoveNext(out var value))
        {
            if (value.Key is not (null or Template))
            {
                yield return value;
            }
        }
    }

    /// <summary>A scope as it says itself; one that has only names and values says nothing, so they are listed.</summary>
    public static string ScopeText(object? scope) => scope is not IEnumerable<KeyValuePair<string, object?>> named || HasTemplate(named)
        ? Message(scope, exception: null, formatter: null)
        : string.Join(", ", Values(named).Take(MaxItems).Select(v => $"{v.Key}: {Text(v.Value)}"));

    public static string Text(object? value)
    {
        try
        {
            return value switch
            {
                null => "(null)",
                string text => text,
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                IEnumerable items => string.Join(", ", items.Cast<object?>().Take(MaxItems).Select(item => item as string ?? item?.ToString() ?? "(null)")),
                _ => value.ToString(),
            } ?? "";
        }
        catch (Exception e)
        {
            return Unreadable(e);
        }
    }

    private static bool HasTemplate(IEnumerable<KeyValuePair<string, object?>> named)
    {
        using var all = new SafeEnumerator(named);
        while (all.MoveNext(out var value))
        {
            if (value.Key == Template)
            {
                return true;
            }
        }

        return false;
    }

    private static string Unreadable(Exception e) => $"(unreadable: {e.GetType()})";

    /// <summary>Ends where the app's own enumerator fails, or does not end.</summary>
    private sealed class SafeEnumerator(IEnumerable<KeyValuePair<string, object?>> values) : IDisposable
    {
        private const int Most = 256;

        private IEnumerator<KeyValuePair<string, object?>>? _inner;
        private int _taken;

        public bool MoveNext(out KeyValuePair<string, object?> value)
        {
            try
            {
                _inner ??= values.GetEnumerator();
                if (_taken++ < Most && _inner.MoveNext())
                {
                    value = _inner.Current;
                    return true;
                }
            }
            catch (Exception e)
            {
                value = KeyValuePair.Create<string, object?>("(values)", Unreadable(e));
                return Interlocked.Exchange(ref _taken, Most) < Most;
            }

            value = default;
            return false;
        }

        public void Dispose()
        {
            try
            {
                _inner?.Dispose();
            }
            catch (Exception)
            {
                // The app's own enumerator failed while it was put away; what it gave is kept.
            }
        }
    }
}
