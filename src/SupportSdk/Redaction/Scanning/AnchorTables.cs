using System.Runtime.Intrinsics;

namespace SupportSdk.Redaction.Scanning;

/// <summary>What the vector pass looks for, as nibble tables: the first three letters of the words, in eight buckets, and classes of single characters.</summary>
internal sealed class AnchorTables
{
    /// <summary>Classes of characters, one bit each.</summary>
    public const byte Token = 0b0001_1111;
    public const byte Digits = 0b0010_1001;
    public const byte Marks = 0b1100_0000;

    private const int Buckets = 8;

    /// <summary>Low and high nibble of the first, second and third character.</summary>
    private readonly byte[][] _nibbles = Enumerable.Range(0, 6).Select(_ => new byte[16]).ToArray();

    public AnchorTables(IEnumerable<string> words)
    {
        string[] stems = words.Select(word => word[..3]).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToArray();
        for (int i = 0; i < stems.Length; i++)
        {
            AddStem(stems[i], (byte)(1 << (i * Buckets / stems.Length)));
        }
        Low0 = Vector128.Create(_nibbles[0]);
        High0 = Vector128.Create(_nibbles[1]);
        Low1 = Vector128.Create(_nibbles[2]);
        High1 = Vector128.Create(_nibbles[3]);
        Low2 = Vector128.Create(_nibbles[4]);
        High2 = Vector128.Create(_nibbles[5]);
    }

    public Vector128<byte> Low0 { get; }
    public Vector128<byte> High0 { get; }
    public Vector128<byte> Low1 { get; }
    public Vector128<byte> High1 { get; }
    public Vector128<byte> Low2 { get; }
    public Vector128<byte> High2 { get; }

    // Bit 0: digits. Bits 1 and 2: letters. Bits 3 and 4: - _ ~. Bit 5: blank. Bits 6 and 7: % & ?. A character belongs to a class where both its nibbles do.
    public static Vector128<byte> ClassLow { get; } = Vector128.Create(
        0b0010_0101, 0b0000_0111, 0b0000_0111, 0b0000_0111, 0b0000_0111, 0b0100_0111, 0b0100_0111, 0b0000_0111,
        0b0000_0111, 0b0000_0111, 0b0000_0110, 0b0000_0010, 0b0000_0010, 0b0000_1010, 0b0001_0010, (byte)0b1001_0010);

    public static Vector128<byte> ClassHigh { get; } = Vector128.Create(
        0, 0, 0b0110_1000, 0b1000_0001, 0b0000_0010, 0b0001_0100, 0b0000_0010, 0b0001_0100, 0, 0, 0, 0, 0, 0, 0, (byte)0);

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
