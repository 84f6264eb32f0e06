namespace SupportSdk.Capture;

/// <summary>Makes text fit to be kept: encodable, and no longer than its cap.</summary>
internal static class EvidenceText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Halves of surrogate pairs replaced, so that the text can be written as UTF-8; the same instance where there are none.</summary>
    public static string Encodable(string text)
    {
        var i = FirstLoneSurrogate(text, 0);
        if (i < 0)
        {
            return text;
        }

        var chars = text.ToCharArray();
        for (; i >= 0; i = FirstLoneSurrogate(text, i + 1))
        {
            chars[i] = Replacement;
        }

        return new string(chars);
    }

    /// <summary>At most <paramref name="max"/> characters; a word that the cut splits is dropped whole, since half a secret has no shape that a mask would know.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = Math.Max(0, max - 1);
        if (!EndsWord(text[end]))
        {
            while (end > 0 && !EndsWord(text[end - 1]))
            {
                end--;
            }
        }

        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static bool EndsWord(char c) => char.IsWhiteSpace(c) || c is '"' or '\'' or ',' or ';' or '<' or '>' or '{' or '}' or '(' or ')' or '[' or ']';

    private static int FirstLoneSurrogate(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            var next = text.AsSpan(i).IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
            {
                return -1;
            }

            i += next;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }
}
