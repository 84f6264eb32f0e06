using System.Net.Http.Headers;

namespace SupportSdk.Capture.Http.Calls;

/// <summary>The headers of a failed call: of those that are not on the allow-list the name alone, so that no secret is held even in memory.</summary>
/// <remarks>Taken when the call failed, since the app may change or read, and so parse, the originals at any time; looked at as they stand on the wire.</remarks>
internal readonly struct HeaderNotes
{
    /// <summary>What stands for a value that was not kept; it is masked where text is made.</summary>
    public const string NotKept = "(not kept)";

    private const int Most = 64;

    private readonly KeyValuePair<string, string>[]? _headers;

    private HeaderNotes(KeyValuePair<string, string>[] headers) => _headers = headers;

    /// <summary>Takes the headers of a message and of its content.</summary>
    /// <param name="message">The message's headers.</param>
    /// <param name="content">The content's headers.</param>
    /// <param name="isAllowed">Whether a header's value may be kept.</param>
    public static HeaderNotes Of(HttpHeaders message, HttpHeaders? content, Func<string, bool> isAllowed)
    {
        var own = message.NonValidated;
        var others = content?.NonValidated ?? default;
        var count = Math.Min(Most, own.Count + (content is null ? 0 : others.Count));
        if (count == 0)
        {
            return default;
        }

        var notes = new KeyValuePair<string, string>[count];
        var taken = Take(own, notes, 0, isAllowed);
        if (content is not null)
        {
            Take(others, notes, taken, isAllowed);
        }

        return new HeaderNotes(notes);
    }

    /// <summary>One line for each, as on the wire; null where there is none.</summary>
    public string? Text() => _headers is null ? null : string.Join('\n', _headers.Select(header => $"{Line(header.Key)}: {Line(header.Value)}"));

    private static int Take(HttpHeadersNonValidated headers, KeyValuePair<string, string>[] notes, int at, Func<string, bool> isAllowed)
    {
        foreach (var (name, values) in headers)
        {
            if (at == notes.Length)
            {
                break;
            }

            notes[at++] = new KeyValuePair<string, string>(name, isAllowed(name) ? values.ToString() : NotKept);
        }

        return at;
    }

    // A line end inside a value must not make another header of its rest.
    private static string Line(string text) => text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : text.Replace('\r', ' ').Replace('\n', ' ');
}
