using System.Buffers;
using SupportSdk.Redaction.Names;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction.Formats;

/// <summary>Looks into base64 and hexadecimal runs: what decodes to a text with a secret in it is masked whole; so are random characters that no name explains.</summary>
internal static class EncodedRule
{
    private const int ShortestEncoded = 16;
    private const int MostDepth = 2;
    private const int Chunk = 48 * 1024;
    private const int Overlap = 4 * 1024;

    private static readonly SecretScanner Inner = new(new UrlRedactor([]));

    public static int Apply(ReadOnlySpan<char> text, int start, int end, ref MaskedText output)
    {
        if (start < output.JudgedUntil || Guid.TryParse(text[start..end], out _)) return 0;
        (int from, int to) = TokenText.Around(text, start, output.MaskedUntil, TokenText.Base64);
        output.JudgedUntil = to;
        int padded = to;
        while (padded < text.Length && padded - to < 2 && text[padded] == '=') padded++;
        if (output.Depth < MostDepth && HidesSecret(text[from..to], output.Depth)) return Mask(text, from, padded, "encoded-secret", ref output);
        bool random = RandomText.IsRandom(text[from..to]);
        if (!random && to != end) random = RandomText.IsRandom(text[start..end]);
        return random && !HarmlessContext.Explains(text, from) ? Mask(text, from, padded, "high-entropy", ref output) : 0;
    }

    private static int Mask(ReadOnlySpan<char> text, int start, int end, string rule, ref MaskedText output)
    {
        output.Mask(text, start, end, rule);
        return end;
    }

    private static bool HidesSecret(ReadOnlySpan<char> run, int depth)
    {
        if (run.Length < ShortestEncoded) return false;
        bool hex = run.Length % 2 == 0 && !run.ContainsAnyExcept(TokenText.Hex);
        int step = Chunk - Overlap;
        for (int at = 0; at < run.Length; at += step)
        {
            ReadOnlySpan<char> part = run.Slice(at, Math.Min(Chunk, run.Length - at));
            if (HidesSecret(part, hex, depth)) return true;
        }
        return false;
    }

    private static bool HidesSecret(ReadOnlySpan<char> part, bool hex, int depth)
    {
        char[] rented = ArrayPool<char>.Shared.Rent(part.Length);
        int length = hex ? DecodeHex(part, rented) : DecodeBase64(part, rented);
        bool found = false;
        if (length > 0)
        {
            MaskedText probe = MaskedText.Probe(depth + 1);
            Inner.Scan(rented.AsSpan(0, length), 0, ref probe);
            found = probe.Found;
        }
        ArrayPool<char>.Shared.Return(rented, clearArray: true);
        return found;
    }

    /// <summary>The characters that four at a time decode to; 0 where they are no text. A rest of one to three is left out.</summary>
    private static int DecodeBase64(ReadOnlySpan<char> source, Span<char> target)
    {
        int length = 0;
        int odd = 0;
        for (int i = 0; i + 3 < source.Length + 3; i += 4)
        {
            int count = Math.Min(4, source.Length - i);
            if (count < 2) break;
            int bits = 0;
            for (int k = 0; k < 4; k++) bits = (bits << 6) | (k < count ? Value(source[i + k]) : 0);
            for (int k = 0; k < count - 1; k++)
            {
                if (!Add((byte)(bits >> (16 - 8 * k)), target, ref length, ref odd)) return 0;
            }
        }
        return length;
    }

    private static int DecodeHex(ReadOnlySpan<char> source, Span<char> target)
    {
        int length = 0;
        int odd = 0;
        for (int i = 0; i + 1 < source.Length; i += 2)
        {
            int value = (HexValue(source[i]) << 4) | HexValue(source[i + 1]);
            if (!Add((byte)value, target, ref length, ref odd)) return 0;
        }
        return length;
    }

    /// <summary>Every other zero is left out (UTF-16); more than one odd byte in thirty-two means that this is no text.</summary>
    private static bool Add(byte value, Span<char> target, ref int length, ref int odd)
    {
        if (value == 0) return ++odd <= 4 + length;
        if (value is < 9 or (> 13 and < 32) or 127) odd += 4;
        target[length++] = (char)value;
        return odd <= 4 + length / 8;
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' or '-' => 62,
        _ => 63,
    };

    private static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
