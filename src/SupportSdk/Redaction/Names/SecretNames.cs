using System.Buffers;
using SupportSdk.Redaction.Rules;

namespace SupportSdk.Redaction.Names;

/// <summary>Which names are secret-like: matched from the separator backwards, by how the name ends. A new name is one line of the table.</summary>
internal static class SecretNames
{
    private static readonly SecretWord[] Known =
    [
        new("password", "password"), new("passwd", "password"), new("pwd", "password"), new("passphrase", "password"), new("passcode", "password"),
        new("passwordhash", "password"), new("passwordconfirmation", "password"), new("passwords", "password", NameStrength.Quoted), new("passwordagain", "password"),
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
        new("sessid", "session"), new("sid", "session", NameStrength.Random, WholeWord: true),
        new("signature", "signature", NameStrength.Assigned), new("sig", "signature", NameStrength.Assigned, WholeWord: true),
        new("credential", "secret", NameStrength.Assigned), new("credentials", "secret", NameStrength.Assigned), new("mnemonic", "secret", WholeLine: true),
        new("seedphrase", "secret", WholeLine: true), new("recoveryphrase", "secret", WholeLine: true), new("otp", "otp", NameStrength.Assigned, WholeWord: true),
        new("totp", "otp", NameStrength.Assigned, WholeWord: true), new("onetimepasscode", "otp"), new("cvv", "card-number", NameStrength.Assigned, WholeWord: true),
        new("cvc", "card-number", NameStrength.Assigned, WholeWord: true), new("securitycode", "card-number"), new("cardnumber", "card-number"),
        new("samlresponse", "token"), new("assertion", "token", NameStrength.Random), new("pat", "token", NameStrength.Assigned, WholeWord: true),
        new("key", "named-secret", NameStrength.Random, WholeWord: true),
    ];

    /// <summary>Names that end like a secret and are none: parts of .NET assembly names, arguments and parser messages.</summary>
    private static readonly string[] Harmless =
    [
        "publickeytoken", "cancellationtoken", "unexpectedtoken", "idempotencykey", "cachekey", "partitionkey", "primarykey", "foreignkey", "sortkey", "rowkey", "duplicatekey", "dedupkey",
        "publickey", "objectkey", "routingkey", "messagekey", "groupkey", "localizationkey", "continuationtoken", "nexttoken", "pagetoken",
    ];

    /// <summary>A name that holds one of these, wherever, may hold a secret: <c>password_old</c>, <c>API_KEY_PROD</c>.</summary>
    private static readonly string[] Parts = ["password", "passwd", "pwd", "secret", "token", "apikey", "api_key", "api-key", "access_key", "accesskey", "privatekey", "private_key", "credential", "jwt", "auth"];

    /// <summary>...unless it ends like this: it then tells about the secret.</summary>
    private static readonly string[] AboutIt =
    [
        "id", "ids", "type", "types", "name", "names", "length", "size", "count", "counts", "limit", "usage", "used", "expiry", "expires", "expired", "expiration", "in", "at", "on", "by", "url", "uri",
        "endpoint", "host", "policy", "hint", "field", "required", "valid", "enabled", "status", "state", "error", "errors", "version", "algorithm", "alg", "scheme", "provider", "format", "method",
        "age", "header", "path", "file", "index", "reset", "attempts", "strength", "mode", "kind", "issuer", "audience", "scope", "scopes", "hash", "digest", "fingerprint", "thumbprint", "author",
        "authority", "date", "time", "timestamp", "server", "service", "module", "class", "handler", "manager", "user", "realm",
    ];

    private static readonly SecretWord Other = new("", "named-secret", NameStrength.Random);

    private static readonly SecretWord[]?[] ByLastLetter = Enumerable.Range('a', 26)
        .Select(letter => Known.Where(word => word.Word[^1] == letter).OrderByDescending(word => word.Word.Length).ToArray()).ToArray();

    private const int LongestName = 64;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>Whether a header or query key of this name may never be shown.</summary>
    public static bool IsSecret(ReadOnlySpan<char> name) => EndingAt(name.TrimEnd(), 0, out _) is { Strength: not NameStrength.Random };

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

    /// <summary>The word of a name that holds a secret-like part without ending with it; null where it holds none.</summary>
    public static SecretWord? HeldBy(ReadOnlySpan<char> text, out int start)
    {
        start = NameStart(text);
        ReadOnlySpan<char> name = text[start..];
        foreach (string end in AboutIt)
        {
            if (HarmlessContext.EndsWithWord(name, end)) return null;
        }
        if (IsHarmless(text, text.Length)) return null;
        foreach (string part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase)) return Other;
        }
        return null;
    }

    /// <summary>Where the name begins that ends with the text.</summary>
    public static int NameStart(ReadOnlySpan<char> text)
    {
        int lowest = Math.Max(0, text.Length - LongestName);
        return lowest + text[lowest..].LastIndexOfAnyExcept(NameCharacters) + 1;
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
