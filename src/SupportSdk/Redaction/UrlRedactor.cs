using System.Buffers;
using SupportSdk.Redaction.Names;
using SupportSdk.Redaction.Rules;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction;

/// <summary>Masks the secret parts of addresses, alone or in a text, without a parser that could refuse them: user info, the values of query keys that are not allowed, the fragment, keys in the path.</summary>
internal sealed class UrlRedactor
{
    private const int LongestScheme = 20;
    private const int LongestName = 64;
    private const int LongestAuthority = 1024;
    private static readonly SearchValues<char> QuerySeparators = SearchValues.Create("&;\\");
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.%[]~$");
    private static readonly SearchValues<char> PlainName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.");

    /// <summary>Addresses whose path is the secret.</summary>
    private static readonly (string Host, string Path, string Rule)[] SecretPaths =
    [
        ("hooks.slack.com", "/services/", "slack-webhook"),
        ("hooks.slack.com", "/workflows/", "slack-webhook"),
        ("hooks.slack.com", "/triggers/", "slack-webhook"),
        ("discord.com", "/api/webhooks/", "discord-webhook"),
        ("discordapp.com", "/api/webhooks/", "discord-webhook"),
        ("webhook.office.com", "/webhook", "teams-webhook"),
        ("outlook.office.com", "/webhook/", "teams-webhook"),
        ("hooks.zapier.com", "/hooks/", "zapier-webhook"),
    ];

    private static readonly SearchValues<char> SecretPathStarts = SearchValues.Create(SecretPaths.Select(known => known.Path[1]).Distinct().ToArray());

    private readonly string[] _allowedKeys;
    private readonly SecretScanner _parts;

    public UrlRedactor(IEnumerable<string> allowedKeys)
    {
        _allowedKeys = allowedKeys.Where(key => !SecretNames.IsSecret(key)).ToArray();
        _parts = new SecretScanner(null);
    }

    /// <summary>An address in a text, by the colon of its <c>://</c>. The scan goes on in its path.</summary>
    public int ApplyAbsolute(ReadOnlySpan<char> text, int colon, ref MaskedText output)
    {
        int start = SchemeStart(text, colon);
        if (start < 0) return 0;
        bool nested = colon < output.AddressEnd;
        int end = nested ? output.AddressEnd : EndInText(text, colon + 1, start > 0 ? text[start - 1] : '\0');
        output.AddressEnd = end;
        int path = MaskAuthority(text[..end], AfterSlashes(text, colon + 1), ref output);
        if (nested || !text[path..end].Contains('#')) return path;
        MaskPath(text[..end], path, ref output);
        return end;
    }

    /// <summary>The query of an address, absolute or relative, by its question mark.</summary>
    public int ApplyRelative(ReadOnlySpan<char> text, int mark, ref MaskedText output)
    {
        int end = output.AddressEnd;
        if (mark >= end)
        {
            int start = RelativeStart(text, mark);
            if (start < 0) return 0;
            end = EndInText(text, mark + 1, start > 0 ? text[start - 1] : '\0');
        }
        output.AddressEnd = end;
        MaskTail(text[..end], mark, ref output);
        return end;
    }

    /// <summary>The whole text is one address, absolute or relative.</summary>
    public void MaskAll(ReadOnlySpan<char> url, ref MaskedText output)
    {
        output.InAddress = true;
        int colon = url.IndexOf("://", StringComparison.Ordinal);
        int path = 0;
        if (colon >= 0 && SchemeStart(url, colon) == 0) path = MaskAuthority(url, colon + 3, ref output);
        else if (url.StartsWith("//", StringComparison.Ordinal)) path = MaskAuthority(url, 2, ref output);
        MaskPath(url, path, ref output);
        output.InAddress = false;
    }

    /// <summary>The whole text is a form: a query without an address.</summary>
    public void MaskForm(ReadOnlySpan<char> form, ref MaskedText output)
    {
        output.InAddress = true;
        MaskQuery(form, 0, ref output);
    }

    /// <summary>Masks the values of keys that are not allowed, from here to the text's end.</summary>
    private void MaskQuery(ReadOnlySpan<char> text, int from, ref MaskedText output)
    {
        while (from < text.Length)
        {
            int end = NextSeparator(text, from, out int next);
            MaskPair(text[..end], from, ref output);
            from = next;
        }
    }

    /// <summary>Returns where the path begins that is still to be looked at.</summary>
    private static int MaskAuthority(ReadOnlySpan<char> url, int start, ref MaskedText output)
    {
        int length = url[start..].IndexOfAny("/?#\\");
        int end = length < 0 ? url.Length : start + length;
        int at = url[start..end].LastIndexOf('@');
        if (at < 0 && HasOddPort(url[start..end]))
        {
            at = url.Slice(start, Math.Min(LongestAuthority, url.Length - start)).LastIndexOf('@');
            length = at < 0 ? -1 : url[(start + at)..].IndexOfAny("/?#\\");
            if (at >= 0) end = length < 0 ? url.Length : start + at + length;
        }
        if (at > 0) output.Mask(url, start, start + at, "url-userinfo");
        return MaskSecretPath(url, url[(start + at + 1)..end], end, ref output) ? url.Length : end;
    }

    /// <summary>A port that is no number is a password with an unescaped slash, question mark or number sign.</summary>
    private static bool HasOddPort(ReadOnlySpan<char> authority)
    {
        ReadOnlySpan<char> port = authority[(authority.LastIndexOf(']') + 1)..];
        int colon = port.IndexOf(':');
        return colon >= 0 && port[(colon + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    private static bool MaskSecretPath(ReadOnlySpan<char> url, ReadOnlySpan<char> host, int path, ref MaskedText output)
    {
        if (path + 1 >= url.Length || !SecretPathStarts.Contains((char)(url[path + 1] | 0x20))) return false;
        foreach ((string secretHost, string prefix, string rule) in SecretPaths)
        {
            bool same = host.Equals(secretHost, StringComparison.OrdinalIgnoreCase) || (host.EndsWith(secretHost, StringComparison.OrdinalIgnoreCase) && host[^(secretHost.Length + 1)] == '.');
            if (!same || !url[path..].StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            output.Mask(url, path + prefix.Length, url.Length, rule);
            return true;
        }
        return false;
    }

    private void MaskPath(ReadOnlySpan<char> url, int path, ref MaskedText output)
    {
        int length = url[path..].IndexOfAny('?', '#');
        int end = length < 0 ? url.Length : path + length;
        _parts.Scan(url[..end], path, ref output);
        MaskTail(url, end, ref output);
    }

    /// <summary>From the question mark or number sign on.</summary>
    private void MaskTail(ReadOnlySpan<char> url, int from, ref MaskedText output)
    {
        int length = url[from..].IndexOf('#');
        int fragment = length < 0 ? url.Length : from + length;
        MaskQuery(url[..fragment], Math.Min(from + 1, fragment), ref output);
        if (fragment < url.Length) output.Mask(url, fragment + 1, url.Length, "url-fragment");
    }

    private void MaskPair(ReadOnlySpan<char> text, int start, ref MaskedText output)
    {
        int equals = text[start..].IndexOf('=');
        if (equals < 0)
        {
            // A bare name stays; anything else that has no name is a value.
            if (text.Length - start > LongestName || text[start..].ContainsAnyExcept(PlainName)) output.Mask(text, start, text.Length, "query-value");
            return;
        }
        int value = start + equals + 1;
        _parts.Scan(text[..(value - 1)], start, ref output);
        if (IsAllowed(text[start..(value - 1)])) _parts.Scan(text, value, ref output);
        else output.Mask(text, value, text.Length, "query-value");
    }

    private bool IsAllowed(ReadOnlySpan<char> key)
    {
        foreach (string allowed in _allowedKeys)
        {
            if (key.Equals(allowed, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static int NextSeparator(ReadOnlySpan<char> text, int from, out int next)
    {
        int at = from;
        while (at < text.Length)
        {
            int step = text[at..].IndexOfAny(QuerySeparators);
            if (step < 0) break;
            at += step;
            bool escaped = text[at] == '\\';
            if (!escaped || text[at..].StartsWith("\\u0026", StringComparison.OrdinalIgnoreCase))
            {
                next = at + (escaped ? 6 : 1);
                return at;
            }
            at++;
        }
        return next = text.Length;
    }

    private static int SchemeStart(ReadOnlySpan<char> text, int colon)
    {
        if (AfterSlashes(text, colon + 1) < 0) return -1;
        int start = colon;
        int lowest = Math.Max(0, colon - LongestScheme);
        while (start > lowest && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '-' or '.')) start--;
        return start < colon ? start : -1;
    }

    private static int AfterSlashes(ReadOnlySpan<char> text, int at)
    {
        ReadOnlySpan<char> rest = text[at..];
        if (rest.StartsWith("//", StringComparison.Ordinal)) return at + 2;
        return rest.StartsWith("\\/\\/", StringComparison.Ordinal) ? at + 4 : -1;
    }

    /// <summary>A query without an address before it: a path with a slash, a question mark, a key and an equals sign.</summary>
    private static int RelativeStart(ReadOnlySpan<char> text, int mark)
    {
        ReadOnlySpan<char> key = text.Slice(mark + 1, Math.Min(LongestName, text.Length - mark - 1));
        int length = key.IndexOfAnyExcept(KeyCharacters);
        if (length <= 0 || key[length] != '=') return -1;
        int start = mark;
        int lowest = Math.Max(0, mark - 4 * LongestName);
        while (start > lowest && !ValueText.HardStops.Contains(text[start - 1]) && text[start - 1] is not ('\'' or '(')) start--;
        return text[start..mark].Contains('/') ? start : -1;
    }

    private static int EndInText(ReadOnlySpan<char> text, int from, char opener)
    {
        char closer = opener switch { '\'' => '\'', '(' => ')', '[' => ']', '{' => '}', _ => '"' };
        int at = from;
        while (at < text.Length)
        {
            int step = ValueText.AddressStops.IndexIn(text[at..]);
            at = step < 0 ? text.Length : at + step;
            if (at == text.Length || text[at] == closer || ValueText.HardStops.Contains(text[at])) break;
            if (text[at] == '\\' && !ContinuesAddress(text[(at + 1)..])) break;
            at++;
        }
        return from + text[from..at].TrimEnd(".,;:!)]}'").Length;
    }

    /// <summary>What JSON escapes inside an address: a slash, an ampersand, a plus, an apostrophe.</summary>
    private static bool ContinuesAddress(ReadOnlySpan<char> rest) =>
        rest.StartsWith("/", StringComparison.Ordinal)
        || (rest.StartsWith("u00", StringComparison.OrdinalIgnoreCase) && rest.Length >= 5 && rest[3..5] is "26" or "2B" or "2b" or "27");
}
