namespace SupportSdk.Paragon;

/// <summary>Finds dashboard links to workflow executions in any text: prose, markdown, a chat's markup, JSON-escaped, URL-encoded or in HTML.</summary>
/// <remarks>
/// What <see cref="WorkflowExecutionLink.TryParse"/> accepts is found: any https host with the documented path. What follows the execution's id is left out.
/// The text is searched once for the path's last word, and only as much as a link can take is looked at before it, so the time is linear in the text's length.
/// </remarks>
internal static class ExecutionLinks
{
    /// <summary>How many links are taken from one text, unless the caller says otherwise.</summary>
    public const int Most = 20;

    private const string Word = "executions";

    private const string Scheme = "https://";

    private const string PathStart = "/connect/projects/";

    private const int IdLength = 36;

    private const int PathLength = 157; // PathStart, id, "/history/workflows/", id, "/executions/", id

    // A host has at most 253 characters; the rest is room for the path and its escapes.
    private const int LongestStart = 640;

    // A host may hold "https" itself; hostile text may hold it a hundred times before one id.
    private const int MostSchemes = 4;

    /// <summary>The links in the text, each once, in the text's order. Allocates nothing where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many links are taken at most.</param>
    public static IReadOnlyList<WorkflowExecutionLink> FindIn(ReadOnlySpan<char> text, int most = Most)
    {
        List<WorkflowExecutionLink>? found = null;
        for (var from = 0; (found?.Count ?? 0) < most && text[from..].IndexOf(Word, StringComparison.Ordinal) is >= 0 and var next;)
        {
            var word = from + next;
            from = word + Word.Length;
            var id = IdAfter(text[from..]);
            if (id == 0)
            {
                continue;
            }

            from += id;
            if (LinkIn(text[Math.Max(0, word - LongestStart)..from]) is { } link && found?.Contains(link) != true)
            {
                (found ??= []).Add(link);
            }
        }

        return found ?? (IReadOnlyList<WorkflowExecutionLink>)[];
    }

    /// <summary>How many characters a slash and an id take at the text's start; 0 where they do not stand there.</summary>
    private static int IdAfter(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || EscapedText.ReadOne(text, out var slash) is var start && (slash != '/' || text.Length < start + IdLength))
        {
            return 0;
        }

        var end = start + IdLength;
        var goesOn = end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_');
        return !goesOn && Guid.TryParseExact(text[start..end], "D", out _) ? end : 0;
    }

    /// <summary>The link that ends where the text ends, and begins at one of its last schemes.</summary>
    private static WorkflowExecutionLink? LinkIn(ReadOnlySpan<char> text)
    {
        Span<char> plain = stackalloc char[LongestStart + (2 * PathLength)];
        var before = text;
        for (var tries = 0; tries < MostSchemes && before.LastIndexOf("https", StringComparison.OrdinalIgnoreCase) is >= 0 and var at; tries++)
        {
            before = before[..at];
            var address = plain[..EscapedText.Decode(text[at..], plain)];
            if (address.Length > PathLength && address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                && address[^PathLength..].StartsWith(PathStart, StringComparison.Ordinal)
                && WorkflowExecutionLink.TryParse(address.ToString(), out var link))
            {
                return link;
            }
        }

        return null;
    }
}
