using System.Buffers;
using System.Text;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>
/// The least that masking needs: vectorised jumps to what can begin a secret (a word, an at sign, a run of digits), a look at a bounded window there, one copy.
/// It knows eight kinds; no encodings, no rules of an app's own, no report.
/// </summary>
internal static class FloorScan
{
    private const string Mask = "[redacted]";
    private const int Window = 24;
    private const int LeastDigits = 13;
    private const int MostDigits = 19;

    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["eyJ", "bearer", "basic", "api", "token", "secret", "passw", "pwd", "AKIA", "ASIA"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Mail = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-");
    private static readonly SearchValues<char> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");
    private static readonly SearchValues<char> Key = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n\"'&,;}");

    public static string Text(string text)
    {
        ReadOnlySpan<char> all = text;
        StringBuilder? output = null;
        var copied = 0;
        int word = Next(all, 0, Words), at = NextAt(all, 0);
        var card = NextCard(all, 0);
        while (Math.Min(Math.Min(word, at), card.Start) is var first && first < all.Length)
        {
            (int Start, int End) secret;
            if (first == word)
            {
                secret = WordAt(all, word, out var resume);
                word = Next(all, resume, Words);
            }
            else if (first == at)
            {
                secret = MailAround(all, at, copied);
                at = NextAt(all, Math.Max(secret.End, at + 1));
            }
            else
            {
                secret = PassesLuhn(all[card.Start..card.End]) ? card : default;
                card = NextCard(all, card.End);
            }

            if (secret.End > 0 && secret.Start >= copied)
            {
                (output ??= new StringBuilder(text.Length)).Append(all[copied..secret.Start]).Append(Mask);
                copied = secret.End;
            }
        }

        return output?.Append(all[copied..]).ToString() ?? text;
    }

    private static int Next(ReadOnlySpan<char> all, int start, SearchValues<string> words) => After(start, all[start..].IndexOfAny(words), all.Length);

    private static int NextAt(ReadOnlySpan<char> all, int start) => After(start, all[start..].IndexOf('@'), all.Length);

    private static int After(int start, int found, int none) => found < 0 ? none : start + found;

    // A number of 13 or more digits covers every 13th place, so one look in 13 is enough.
    private static (int Start, int End) NextCard(ReadOnlySpan<char> all, int start)
    {
        for (var i = start + LeastDigits - 1; i < all.Length; i += LeastDigits)
        {
            if (!InNumber(all[i]))
            {
                continue;
            }

            int from = i, to = i + 1;
            while (from > start && i - from < Window && InNumber(all[from - 1]))
            {
                from--;
            }

            while (to < all.Length && to - i <= Window && InNumber(all[to]))
            {
                to++;
            }

            var number = all[from..to];
            if (Digits(number) is >= LeastDigits and <= MostDigits)
            {
                return (from + number.IndexOfAnyInRange('0', '9'), from + number.LastIndexOfAnyInRange('0', '9') + 1);
            }
        }

        return (all.Length, all.Length);
    }

    private static (int Start, int End) MailAround(ReadOnlySpan<char> all, int at, int least)
    {
        var lowest = Math.Max(least, at - 64);
        var start = lowest + all[Math.Min(lowest, at)..at].LastIndexOfAnyExcept(Mail) + 1;
        var domain = all.Slice(at + 1, Math.Min(255, all.Length - at - 1));
        domain = domain[..LengthOf(domain, Mail)].TrimEnd("0123456789._%+-");
        var dot = domain.LastIndexOf('.');
        return start < at && dot > 0 && domain.Length - dot > 2 ? (start, at + 1 + domain.Length) : default;
    }

    // A token that is none is passed over whole, which keeps the scan linear.
    private static (int Start, int End) WordAt(ReadOnlySpan<char> all, int start, out int resume)
    {
        var rest = all[start..];
        var tried = 0;
        var length = rest[0] switch
        {
            'e' => WebToken(rest, out tried),
            'A' when rest.StartsWith("AKIA", StringComparison.Ordinal) || rest.StartsWith("ASIA", StringComparison.Ordinal) => AccessKey(rest),
            'b' or 'B' => Credentials(rest, rest[1] is 'e' or 'E' ? "bearer".Length : "basic".Length),
            _ => NamedValue(rest),
        };
        resume = Math.Min(all.Length, start + Math.Max(Math.Max(length, tried), 2));
        return length > 0 ? (start, start + length) : default;
    }

    private static int WebToken(ReadOnlySpan<char> rest, out int length)
    {
        length = LengthOf(rest, Token);
        var dot = rest[..length].IndexOf('.');
        return dot >= 11 && rest[(dot + 1)..length].IndexOf('.') >= 8 ? length : 0;
    }

    private static int AccessKey(ReadOnlySpan<char> rest)
    {
        const int Length = 20;
        return rest.Length >= Length && rest[..Length].IndexOfAnyExcept(Key) < 0 ? Length : 0;
    }

    private static int Credentials(ReadOnlySpan<char> rest, int scheme)
    {
        var value = scheme + Spaces(rest[scheme..]);
        var length = LengthOf(rest[value..], Token);
        return value > scheme && length >= 8 ? value + length : 0;
    }

    // name, quote, separator, quote, value
    private static int NamedValue(ReadOnlySpan<char> rest)
    {
        var i = 0;
        while (i < rest.Length && i < Window && (char.IsAsciiLetterOrDigit(rest[i]) || rest[i] is '_' or '-'))
        {
            i++;
        }

        i += Quote(rest[i..]);
        i += Spaces(rest[i..]);
        if (i >= rest.Length || rest[i] is not (':' or '='))
        {
            return 0;
        }

        i += 1 + Spaces(rest[(i + 1)..]);
        i += Quote(rest[i..]);
        var end = rest[i..].IndexOfAny(ValueEnd);
        return end == 0 || i == rest.Length ? 0 : end < 0 ? rest.Length : i + end;
    }

    private static int Quote(ReadOnlySpan<char> rest) => rest.Length > 0 && rest[0] is '"' or '\'' ? 1 : 0;

    private static int Spaces(ReadOnlySpan<char> rest)
    {
        var i = 0;
        while (i < rest.Length && i < Window && char.IsWhiteSpace(rest[i]))
        {
            i++;
        }

        return i;
    }

    private static int LengthOf(ReadOnlySpan<char> rest, SearchValues<char> characters) => rest.IndexOfAnyExcept(characters) is >= 0 and var length ? length : rest.Length;

    private static bool InNumber(char c) => char.IsAsciiDigit(c) || c is ' ' or '-';

    private static int Digits(ReadOnlySpan<char> number)
    {
        var count = 0;
        foreach (var c in number)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return count;
    }

    private static bool PassesLuhn(ReadOnlySpan<char> number)
    {
        int sum = 0, place = 0;
        for (var i = number.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(number[i]))
            {
                var digit = (number[i] - '0') << (place++ & 1);
                sum += digit > 9 ? digit - 9 : digit;
            }
        }

        return sum % 10 == 0;
    }
}
