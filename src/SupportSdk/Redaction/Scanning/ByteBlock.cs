using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SupportSdk.Redaction.Scanning;

/// <summary>Thirty-two characters as bytes, and table look-ups in them, by what the processor has.</summary>
internal static class ByteBlock
{
    public const int Length = 32;

    /// <summary>What is no byte becomes one that belongs to no class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(ref char start)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref start);
        Vector256<ushort> one = Vector256.LoadUnsafe(ref source);
        Vector256<ushort> two = Vector256.LoadUnsafe(ref source, Length / 2);
        if (Avx2.IsSupported) return Avx2.Permute4x64(Avx2.PackUnsignedSaturate(one.AsInt16(), two.AsInt16()).AsInt64(), 0b11_01_10_00).AsByte();
        Vector256<ushort> most = Vector256.Create((ushort)255);
        return Vector256.Narrow(Vector256.Min(one, most), Vector256.Min(two, most));
    }

    /// <summary>For each index below 16 the byte of the table, which stands in both halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Lookup(Vector256<byte> table, Vector256<byte> index) =>
        Avx2.IsSupported ? Avx2.Shuffle(table, index) : Vector256.Create(Lookup(table.GetLower(), index.GetLower()), Lookup(table.GetLower(), index.GetUpper()));

    /// <summary>The upper four bits of each byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> High(Vector256<byte> bytes) => (bytes.AsUInt16() >> 4).AsByte() & Vector256.Create((byte)15);

    /// <summary>The lower four bits of each byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Low(Vector256<byte> bytes) => bytes & Vector256.Create((byte)15);

    /// <summary>One bit for each byte that is not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotZero(Vector256<byte> bytes) => ~Vector256.Equals(bytes, Vector256<byte>.Zero).ExtractMostSignificantBits();

    private static Vector128<byte> Lookup(Vector128<byte> table, Vector128<byte> index)
    {
        if (Ssse3.IsSupported) return Ssse3.Shuffle(table, index);
        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.VectorTableLookup(table, index) : Vector128.Shuffle(table, index);
    }
}
