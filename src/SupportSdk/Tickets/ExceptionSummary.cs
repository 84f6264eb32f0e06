namespace SupportSdk;

/// <summary>One line for a ticket's summary out of an exception.</summary>
internal static class ExceptionSummary
{
    public const int MaxLength = 200;

    public static string Of(Exception exception)
    {
        var type = exception.GetType().Name;
        var message = OneLine(MessageOf(exception));
        var text = message.Length == 0 ? type : $"{type}: {message}";
        return text.Length <= MaxLength ? text : string.Concat(WithoutHalfPair(text.AsSpan(0, MaxLength - 1)), "…");
    }

    private static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message ?? "";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return ""; // A throwing Message getter of the app's own type; the type's name says enough.
        }
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('\u0085', ' ').Replace('\u2028', ' ').Replace('\u2029', ' ');

    private static ReadOnlySpan<char> WithoutHalfPair(ReadOnlySpan<char> text) => char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
}
