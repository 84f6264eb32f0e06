using System.Runtime.Intrinsics;

namespace SupportSdk.Redaction.Scanning;

/// <summary>What the vector pass looks for, as nibble tables: the first three letters of the words, in eight buckets, and classes of single characters.</summary>
internal sealed class AnchorTables
{
    /// <summary>Letters, digits, <c>- _ ~</c> (and the rare <c>^</c>).</summary>
    public const byte Token = 0b0000_1111;

    /// <summary>Digits, blanks and dashes.</summary>
    public const byte Digits = 0b0001_1001;

    /// <summary><c>% &amp; ? \ ~</c> (and the rare <c>^ |</c>).</summary>
    public const byte Marks = 0b1110_0000;

    /// <summary>Low and high nibble of the first, second and third character.</summary>
    private readonly byte[][] _nibbles = Enumerable.Range(0, 6).Select(_ => new byte[16]).ToArray();

    public AnchorTables(string[][] buckets)
    {
        for (int i = 0; i < buckets.Length; i++)
        {
            foreach (string word in buckets[i]) AddStem(word, (byte)(1 << i));
        }
        Low0 = Both(_nibbles[0]);
        High0 = Both(_nibbles[1]);
        Low1 = Both(_nibbles[2]);
        High1 = Both(_nibbles[3]);
        Low2 = Both(_nibbles[4]);
        High2 = Both(_nibbles[5]);
    }

    public Vector256<byte> Low0 { get; }
    public Vector256<byte> High0 { get; }
    public Vector256<byte> Low1 { get; }
    public Vector256<byte> High1 { get; }
    public Vector256<byte> Low2 { get; }
    public Vector256<byte> High2 { get; }

    // Bit 0: digits. Bits 1 and 2: letters, the second with _ ~ ^. Bit 3: dash. Bit 4: blank. Bit 5: % &. Bit 6: ?. Bit 7: \ ~ ^ |. A character belongs to a class where both its nibbles do.
    public Vector256<byte> ClassLow { get; } = Both(
    [
        0b0001_0101, 0b0000_0111, 0b0000_0111, 0b0000_0111, 0b0000_0111, 0b0010_0111, 0b0010_0111, 0b0000_0111,
        0b0000_0111, 0b0000_0111, 0b0000_0110, 0b0000_0010, 0b1000_0010, 0b0000_1010, 0b1000_0110, 0b0100_0110,
    ]);

    public Vector256<byte> ClassHigh { get; } = Both([0, 0, 0b0011_1000, 0b0100_0001, 0b0000_0010, 0b1000_0100, 0b0000_0010, 0b1000_0100, 0, 0, 0, 0, 0, 0, 0, 0]);

    private static Vector256<byte> Both(byte[] half) => Vector256.Create(Vector128.Create(half), Vector128.Create(half));

    private void AddStem(string stem, byte bucket)
    {
        for (int i = 0; i < 3; i++)
        {
            foreach (char c in new[] { char.ToLowerInvariant(stem[i]), char.ToUpperInvariant(stem[i]) })
            {
                _nibbles[2 * i][c & 15] |= bucket;
                _nibbles[2 * i + 1][c >> 4] |= bucket;
            }
        }
    }
}
