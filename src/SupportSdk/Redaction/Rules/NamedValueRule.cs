using SupportSdk.Redaction.Formats;
using SupportSdk.Redaction.Names;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks the value behind a secret-like name: <c>name=value</c>, <c>name: value</c>, JSON, also inside strings, headers, forms and connection strings.</summary>
internal static class NamedValueRule
{
    private const int LongestName = 64;
    private const int LongestLook = 4096;
    private static readonly string[] Schemes = ["Bearer", "Basic", "Token", "ApiKey", "Negotiate", "NTLM", "DPoP", "SSWS"];
    private static readonly string[] LineSchemes = ["Digest", "OAuth", "Hawk", "Signature", "AWS4-HMAC-SHA256"];

    /// <summary>A word of secret-like names stands here: finds the name's end and what follows it.</summary>
    public static int ApplyWord(ReadOnlySpan<char> text, int at, ref MaskedText output)
    {
        int nameEnd = NameEnd(text, at);
        QuoteMark quote = QuoteMark.At(text, nameEnd);
        int after = nameEnd + quote.Length;
        if (after < text.Length && text[after] == ']')
        {
            after++;
            if (quote.IsNone) after += QuoteMark.At(text, after).Length;
        }
        int next = ValueText.SkipGap(text, after, overLines: after > nameEnd);
        if (next == text.Length) return 0;
        return text[next] switch
        {
            '=' or ':' => Apply(text, next, ref output),
            '>' => XmlText.Apply(text, nameEnd, next + 1, ref output),
            ',' when !quote.IsNone => PairRule.Apply(text, nameEnd, next + 1, ref output),
            'v' or 'V' when !quote.IsNone => PairRule.ApplyAttribute(text, nameEnd, next, ref output),
            _ when next > nameEnd && quote.IsNone => CommandLineRule.ApplyName(text, nameEnd, next, ref output),
            _ => 0,
        };
    }

    private static int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        int end = ValueText.SkipGapBackwards(text, anchor);
        QuoteMark nameQuote = QuoteMark.EndingAt(text, end);
        end -= nameQuote.Length;
        if (nameQuote.IsNone && end > 1 && text[end - 1] == ']' && !QuoteMark.EndingAt(text, end - 1).IsNone) end -= 1 + QuoteMark.EndingAt(text, end - 1).Length;
        SecretWord? found = SecretNames.EndingAt(text[..end], output.MaskedUntil, out int nameStart) ?? SecretNames.HeldBy(text[..end], out nameStart);
        if (found is not { } word) return 0;
        int start = ValueStart(text, anchor, !nameQuote.IsNone);
        if (start < 0) return 0;
        QuoteMark quote = QuoteMark.At(text, start);
        if (!quote.IsNone) return MaskQuoted(text, start, quote, word, nameQuote.IsNone, ref output);
        if (!nameQuote.IsNone && text[start] is '{' or '[') return word.Strength is NameStrength.Assigned or NameStrength.Random ? 0 : JsonText.MaskValues(text, start, word, ref output);
        if (word.Strength == NameStrength.Quoted || (word.Strength == NameStrength.Assigned && text[anchor] == ':' && nameQuote.IsNone)) return 0;
        return MaskUnquoted(text, anchor, start, new Name(word, nameStart, nameQuote), ref output);
    }

    /// <summary>Masks the value between quotes, but for an authorization scheme in front and for what is plainly no secret.</summary>
    /// <returns>Whether it was masked, so that the scan need not look into it.</returns>
    public static bool MaskContent(ReadOnlySpan<char> text, int start, int end, SecretWord word, ref MaskedText output)
    {
        ReadOnlySpan<char> value = text[start..end];
        if (ValueText.IsLiteral(value) || ValueText.IsFieldError(value) || IsPunctuation(value)) return false;
        if (word.Strength == NameStrength.Random && !RandomText.IsLikelySecret(value)) return false;
        int credentials = CredentialsAt(text[..end], start, out string? rule, out _);
        output.Mask(text, credentials < 0 ? start : credentials, end, rule ?? word.Rule);
        return true;
    }

    private readonly ref struct Name(SecretWord word, int start, QuoteMark quote)
    {
        public SecretWord Word { get; } = word;
        public int Start { get; } = start;
        public QuoteMark Quote { get; } = quote;
    }

    private static int ValueStart(ReadOnlySpan<char> text, int anchor, bool quotedName)
    {
        int at = anchor + 1;
        if (at < text.Length && text[anchor] == '=' && text[at] == '=') return -1;
        if (text[anchor] == ':' && text[at..].StartsWith("//", StringComparison.Ordinal)) return -1;
        if (at < text.Length && ((text[anchor] == '=' && text[at] == '>') || (text[anchor] == ':' && text[at] == '='))) at++;
        at = ValueText.SkipGap(text, at, overLines: quotedName);
        return at < text.Length ? at : -1;
    }

    private static int MaskQuoted(ReadOnlySpan<char> text, int at, QuoteMark quote, SecretWord word, bool mayDouble, ref MaskedText output)
    {
        int start = at + quote.Length;
        if (word.Strength == NameStrength.Random) text = text[..Math.Min(text.Length, start + LongestLook)];
        int end = quote.Closing(text, start, mayDouble);
        return MaskContent(text, start, end, word, ref output) ? end : 0;
    }

    private static int MaskUnquoted(ReadOnlySpan<char> text, int anchor, int start, Name name, ref MaskedText output)
    {
        if (text[start] is '[' or '(' && MaskedText.MaskLength(text[start..]) == 0)
        {
            start++;
            if (start == text.Length) return 0;
            QuoteMark quote = QuoteMark.At(text, start);
            if (!quote.IsNone) return MaskQuoted(text, start, quote, name.Word, true, ref output);
        }
        char enclosing = EnclosingQuote(text, name);
        if (name.Word.Strength == NameStrength.Random)
        {
            ReadOnlySpan<char> near = text[..Math.Min(text.Length, start + LongestLook)];
            if (!RandomText.IsLikelySecret(near[start..End(near, anchor, start, name, enclosing)])) return 0;
        }
        int end = End(text, anchor, start, name, enclosing);
        ReadOnlySpan<char> value = text[start..end];
        if (ValueText.IsBlockMark(value)) return MaskBlock(text, end, name.Word, ref output);
        if (value.IsEmpty || ValueText.IsLiteral(value) || (text[anchor] == ':' && start > anchor + 1 && ValueText.IsSentence(value))) return 0;
        int credentials = CredentialsAt(text, start, out string? rule, out bool wholeLine);
        if (credentials >= 0)
        {
            start = credentials;
            end = wholeLine ? ValueText.LineEnd(text, start, enclosing) : ValueText.UnquotedEnd(text, start, enclosing);
        }
        else if (name.Word.Rule == "authorization" && text[anchor] == ':')
        {
            if (MaskedText.MaskLength(text[start..end]) < end - start) end = WithSecondWord(text, end, enclosing);
        }
        output.Mask(text, start, end, rule ?? name.Word.Rule, JsonQuote(name.Quote));
        return end;
    }

    /// <summary>A block of YAML: the lines below, as long as they begin with a blank.</summary>
    private static int MaskBlock(ReadOnlySpan<char> text, int lineEnd, SecretWord word, ref MaskedText output)
    {
        int start = ValueText.SkipGap(text, lineEnd, overLines: true);
        if (start == lineEnd || !text[lineEnd..start].ContainsAny('\r', '\n')) return 0;
        int end = start;
        while (end < text.Length)
        {
            int length = text[end..].IndexOfAny('\r', '\n');
            if (length < 0) end = text.Length;
            else end += length;
            int next = end;
            while (next < text.Length && text[next] is '\r' or '\n') next++;
            if (next == text.Length || !ValueText.IsGap(text[next])) break;
            end = next;
        }
        output.Mask(text, start, end, word.Rule);
        return end;
    }

    private static int NameEnd(ReadOnlySpan<char> text, int at)
    {
        int limit = Math.Min(text.Length, at + LongestName);
        while (at < limit && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.')) at++;
        return at;
    }

    private static int End(ReadOnlySpan<char> text, int anchor, int start, Name name, char enclosing)
    {
        start = PemRule.KeyEnd(text, start);
        if (name.Word.WholeLine && text[anchor] == ':') return ValueText.LineEnd(text, start, enclosing);
        int connection = text[anchor] == '=' ? ValueText.ConnectionEnd(text, name.Start, start) : -1;
        return connection >= 0 ? connection : ValueText.UnquotedEnd(text, start, enclosing);
    }

    /// <summary>A bare number under a quoted name is JSON: its mask gets the name's quotes, so that the text stays JSON.</summary>
    private static ReadOnlySpan<char> JsonQuote(QuoteMark quote) => quote switch
    {
        { Core: "\"", Backslashes: 0 } => "\"",
        { Core: "\"", Backslashes: 1 } => "\\\"",
        { Core: "u0022", Backslashes: 1 } => "\\u0022",
        _ => default,
    };

    /// <summary>Where credentials begin behind a known scheme; -1 where there is none.</summary>
    private static int CredentialsAt(ReadOnlySpan<char> text, int start, out string? rule, out bool wholeLine)
    {
        rule = null;
        wholeLine = StartsWithScheme(text[start..], LineSchemes) is not null;
        string? scheme = wholeLine ? StartsWithScheme(text[start..], LineSchemes) : StartsWithScheme(text[start..], Schemes);
        int credentials = scheme is null ? -1 : ValueText.SkipEncodedGap(text, start + scheme.Length);
        if (credentials >= 0) rule = scheme switch { "Bearer" => "bearer", "Basic" => "basic", _ => "authorization" };
        return credentials;
    }

    private static string? StartsWithScheme(ReadOnlySpan<char> text, string[] schemes)
    {
        foreach (string scheme in schemes)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return scheme;
        }
        return null;
    }

    /// <summary>An unknown scheme: what follows it on the line may be the credentials.</summary>
    private static int WithSecondWord(ReadOnlySpan<char> text, int end, char enclosing)
    {
        int second = ValueText.SkipGap(text, end);
        return second == end || second == text.Length ? end : Math.Max(end, ValueText.UnquotedEnd(text, second, enclosing));
    }

    private static char EnclosingQuote(ReadOnlySpan<char> text, Name name)
    {
        int lowest = Math.Max(0, name.Start - 32);
        int start = name.Start;
        while (start > lowest && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.')) start--;
        return name.Quote.IsNone && start > 0 && text[start - 1] == '\'' ? '\'' : '\0';
    }

    private static bool IsPunctuation(ReadOnlySpan<char> value)
    {
        if (value.Length > 2) return false;
        foreach (char c in value)
        {
            if (char.IsLetterOrDigit(c)) return false;
        }
        return true;
    }
}
