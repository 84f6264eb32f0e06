using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Rules;

/// <summary>Masks payment card numbers: a range that an issuer has, its length, and the check digit of ISO/IEC 7812. Times and ids of that length begin otherwise.</summary>
internal static class NumberRule
{
    private const int LongestNumber = 19;
    private const int LongestWritten = 2 * LongestNumber;

    public static int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output)
    {
        int at = Start(text, anchor, output.MaskedUntil);
        while (at < text.Length && IsPart(text[at]))
        {
            bool begins = char.IsAsciiDigit(text[at]) && ValueText.BeginsWord(text, at, output.MaskedUntil);
            int end = begins ? CardEnd(text, at) : 0;
            if (end > 0)
            {
                output.Mask(text, at, end, "card-number");
                return end;
            }
            at++;
        }
        return 0;
    }

    private static int Start(ReadOnlySpan<char> text, int anchor, int lowest)
    {
        int at = anchor;
        while (at > lowest && anchor - at < LongestWritten && IsPart(text[at - 1])) at--;
        return at;
    }

    private static bool IsPart(char c) => char.IsAsciiDigit(c) || c is ' ' or '-';

    /// <summary>Where the card number that begins here ends; 0 where there is none.</summary>
    private static int CardEnd(ReadOnlySpan<char> text, int start)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        int count = 0;
        int found = 0;
        for (int at = start; at < text.Length && at - start < LongestWritten; at++)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                if (!IsPart(text[at]) || !char.IsAsciiDigit(text[at - 1])) break;
                continue;
            }
            if (count == LongestNumber) return found;
            digits[count++] = text[at];
            bool ends = at + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[at + 1]);
            if (ends && IsCard(digits[..count])) found = at + 1;
        }
        return found;
    }

    private static bool IsCard(ReadOnlySpan<char> number)
    {
        if (number.Length < 14) return false;
        int two = (number[0] - '0') * 10 + number[1] - '0';
        bool issued = number.Length switch
        {
            14 => two is 30 or 36 or 38 or 39,
            15 => two is 34 or 37 or 35,
            16 => number[0] == '4' || two is >= 51 and <= 55 || two is 22 or 23 or 24 or 25 or 26 or 27 || two is 60 or 62 or 64 or 65 or 35 or 50 or 56 or 57 or 58 or 67,
            _ => two is 62 || (number.Length == 19 && two is 60 or 65),
        };
        return issued && HasCheckDigit(number);
    }

    private static bool HasCheckDigit(ReadOnlySpan<char> number)
    {
        int sum = 0;
        for (int i = 0; i < number.Length; i++)
        {
            int digit = number[number.Length - 1 - i] - '0';
            if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
