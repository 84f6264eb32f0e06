using System.Buffers;

namespace SupportSdk.Redaction.Rules;

/// <summary>What must stand behind a secret-like name for its value to be masked.</summary>
internal enum NameStrength
{
    /// <summary>Any value, also <c>name: value</c> in a line of text.</summary>
    Any,

    /// <summary><c>name=value</c>, or a value in quotes: the word is too common in prose.</summary>
    Assigned,

    /// <summary>A value in quotes or a JSON container: <c>max_tokens: 512</c> is none.</summary>
    Quoted,
}

/// <summary>A word that a secret-like name ends with.</summary>
/// <param name="Word">Lower case, without separators: <c>apikey</c> also stands for <c>X-Api-Key</c>, <c>api_key</c> and <c>API key</c>.</param>
/// <param name="Rule">The rule's name in masks and in the report.</param>
/// <param name="Strength">What must stand behind it.</param>
/// <param name="WholeWord">Whether the name, or its last part, must be exactly this word (<c>pass</c>, not <c>bypass</c>).</param>
/// <param name="WholeLine">Whether an unquoted value goes on to the line's end.</param>
internal sealed record SecretWord(string Word, string Rule, NameStrength Strength = NameStrength.Any, bool WholeWord = false, bool WholeLine = false);

/// <summary>Which names are secret-like: matched from the separator backwards, by how the name ends. A new name is one line of the table.</summary>
internal static class SecretNames
{
    private static readonly SecretWord[] Known =
    [
        new("password", "password"), new("passwd", "password"), new("pwd", "password"), new("passphrase", "password"), new("passcode", "password"),
        new("passwordhash", "password"), new("passwordconfirmation", "password"), new("passwords", "password", NameStrength.Quoted),
        new("pass", "password", NameStrength.Assigned, WholeWord: true),
        new("secret", "secret"), new("secretvalue", "secret"), new("secretkey", "secret"), new("privatekey", "secret"), new("signingkey", "secret"),
        new("encryptionkey", "secret"), new("masterkey", "secret"), new("secretaccesskey", "secret"), new("secrets", "secret", NameStrength.Quoted),
        new("apikey", "api-key"), new("accesskey", "api-key"), new("subscriptionkey", "api-key"), new("authkey", "api-key"), new("consumerkey", "api-key"),
        new("functionskey", "api-key"), new("apikeys", "api-key", NameStrength.Quoted),
        new("accountkey", "connection-string"), new("sharedaccesskey", "connection-string"), new("sharedaccesssignature", "connection-string"),
        new("token", "token"), new("jwt", "token"), new("bearer", "token"), new("tokens", "token", NameStrength.Quoted),
        new("authorization", "authorization"), new("auth", "authorization", NameStrength.Assigned, WholeWord: true),
        new("cookie", "cookie", WholeLine: true), new("cookies", "cookie", NameStrength.Quoted),
        new("sessionid", "session"), new("sessionkey", "session"), new("session", "session", NameStrength.Assigned, WholeWord: true),
        new("signature", "signature", NameStrength.Assigned), new("sig", "signature", NameStrength.Assigned, WholeWord: true),
    ];

    /// <summary>Names that end like a secret and are none: parts of .NET assembly names, arguments and parser messages.</summary>
    private static readonly string[] Harmless = ["publickeytoken", "cancellationtoken", "unexpectedtoken"];

    private static readonly SecretWord[]?[] ByLastLetter = Enumerable.Range('a', 26)
        .Select(letter => Known.Where(word => word.Word[^1] == letter).OrderByDescending(word => word.Word.Length).ToArray()).ToArray();

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>Whether a header or query key of this name may never be shown.</summary>
    public static bool IsSecret(ReadOnlySpan<char> name) => EndingAt(name.TrimEnd(), 0, out _) is not null;

    /// <summary>The word that the text ends with, and where it starts; trailing digits do not count.</summary>
    public static SecretWord? EndingAt(ReadOnlySpan<char> text, int maskedUntil, out int start)
    {
        int end = text.Length;
        bool inBrackets = end > 1 && text[end - 1] == ']';
        if (inBrackets) end--;
        for (int digits = 0; digits < 3 && end > 0 && char.IsAsciiDigit(text[end - 1]); digits++) end--;
        start = 0;
        if (end == 0 || !char.IsAsciiLetter(text[end - 1]) || ByLastLetter[(text[end - 1] | 0x20) - 'a'] is not { } words) return null;
        foreach (SecretWord word in words)
        {
            start = MatchBackwards(text, end, word.Word);
            if (start < 0 || (word.WholeWord && !IsWordStart(text, start, maskedUntil))) continue;
            return IsHarmless(text, end) || (inBrackets && !OpensBracket(text, start)) ? null : word;
        }
        return null;
    }

    private static bool IsHarmless(ReadOnlySpan<char> text, int end)
    {
        foreach (string name in Harmless)
        {
            if (MatchBackwards(text, end, name) >= 0) return true;
        }
        return false;
    }

    /// <summary>Compares letters only: one separator or space may stand between any two of them.</summary>
    private static int MatchBackwards(ReadOnlySpan<char> text, int end, string word)
    {
        int at = end - 1;
        for (int i = word.Length - 1; i >= 0; i--, at--)
        {
            if (at >= 0 && i < word.Length - 1 && text[at] is '_' or '-' or '.' or ' ') at--;
            if (at < 0 || (text[at] | 0x20) != word[i]) return -1;
        }
        return at + 1;
    }

    private static bool IsWordStart(ReadOnlySpan<char> text, int start, int maskedUntil) =>
        ValueText.BeginsWord(text, start, maskedUntil) || (char.IsAsciiLetterUpper(text[start]) && char.IsAsciiLetterLower(text[start - 1]));

    /// <summary><c>user[password]=</c> names a secret; <c>[redacted:password]=</c> is a mask.</summary>
    private static bool OpensBracket(ReadOnlySpan<char> text, int start)
    {
        int lowest = Math.Max(0, start - 64);
        int before = text[lowest..start].LastIndexOfAnyExcept(NameCharacters);
        return before >= 0 && text[lowest + before] == '[';
    }
}
