using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SupportSdk.Redaction.Scanning;

/// <summary>What stands at an anchor.</summary>
[Flags]
internal enum AnchorKinds
{
    None = 0,

    /// <summary>Three letters that a word of the tables begins with; the word itself is still to be compared.</summary>
    Word = 1,

    /// <summary>A mark: <c>? % &amp; \ ~ @</c>.</summary>
    Mark = 2,

    /// <summary>The last character of the first <see cref="AnchorFinder.TokenRun"/> of a run of letters, digits, <c>- _ ~</c>.</summary>
    Token = 4,

    /// <summary>The last character of the first <see cref="AnchorFinder.DigitRun"/> of a run of digits, blanks and dashes.</summary>
    Digits = 8,
}

/// <summary>Finds the places where a secret could be, from left to right, in one vectorised pass: sixteen characters at a time, each loaded once.</summary>
internal ref struct AnchorFinder(ReadOnlySpan<char> text, int from, AnchorTables tables)
{
    public const int TokenRun = 18;
    public const int DigitRun = 13;

    private const int Block = 16;
    private const int Loaded = Block + 2; // the last start of a word needs two characters more

    private readonly ReadOnlySpan<char> _text = text;
    private int _block = from - Block;
    private uint _words;
    private uint _marks;
    private uint _tokens;
    private uint _digits;
    private ulong _tokenHistory;
    private ulong _digitHistory;

    /// <summary>The first anchor at or after a place; false where there is none.</summary>
    public bool Next(int start, out int at, out AnchorKinds kinds)
    {
        if (start >= _block + 2 * Block) SkipTo(start);
        while (true)
        {
            uint open = start <= _block ? uint.MaxValue : start - _block >= Block ? 0 : uint.MaxValue << (start - _block);
            uint any = (_words | _marks | _tokens | _digits) & open;
            if (any != 0)
            {
                uint bit = any & (~any + 1);
                at = _block + BitOperations.TrailingZeroCount(any);
                kinds = Kind(_words, bit, AnchorKinds.Word) | Kind(_marks, bit, AnchorKinds.Mark) | Kind(_tokens, bit, AnchorKinds.Token) | Kind(_digits, bit, AnchorKinds.Digits);
                return true;
            }
            if (!Advance()) break;
        }
        at = _text.Length;
        kinds = AnchorKinds.None;
        return false;
    }

    private static AnchorKinds Kind(uint set, uint bit, AnchorKinds kind) => (set & bit) != 0 ? kind : AnchorKinds.None;

    private void SkipTo(int start)
    {
        _block = start - Block;
        (_words, _marks, _tokens, _digits) = (0, 0, 0, 0);
        (_tokenHistory, _digitHistory) = (0, 0);
    }

    /// <summary>Goes on to the next block that holds anything.</summary>
    private bool Advance()
    {
        int block = _block + Block;
        ref char first = ref MemoryMarshal.GetReference(_text);
        while (block <= _text.Length - Loaded)
        {
            if (Read(ref Unsafe.Add(ref first, block)))
            {
                _block = block;
                return true;
            }
            block += Block;
        }
        return ReadTail(block);
    }

    private bool ReadTail(int block)
    {
        Span<char> tail = stackalloc char[Loaded];
        while (block < _text.Length)
        {
            ReadOnlySpan<char> rest = _text[block..];
            tail.Clear();
            rest[..Math.Min(Loaded, rest.Length)].CopyTo(tail);
            _block = block;
            if (Read(ref tail[0])) return true;
            block += Block;
        }
        return false;
    }

    private bool Read(ref char start)
    {
        Vector128<byte> c0 = Load(ref start);
        Vector128<byte> c1 = Load(ref Unsafe.Add(ref start, 1));
        Vector128<byte> c2 = Load(ref Unsafe.Add(ref start, 2));
        Vector128<byte> nibble = Vector128.Create((byte)15);
        Vector128<byte> low = c0 & nibble;
        Vector128<byte> high = High(c0, nibble);
        Vector128<byte> words = Lookup(tables.Low0, low) & Lookup(tables.High0, high)
            & Lookup(tables.Low1, c1 & nibble) & Lookup(tables.High1, High(c1, nibble))
            & Lookup(tables.Low2, c2 & nibble) & Lookup(tables.High2, High(c2, nibble));
        Vector128<byte> kinds = Lookup(AnchorTables.ClassLow, low) & Lookup(AnchorTables.ClassHigh, high);
        Vector128<byte> marks = (kinds & Vector128.Create(AnchorTables.Marks)) | Vector128.Equals(c0, Vector128.Create((byte)'\\'))
            | Vector128.Equals(c0, Vector128.Create((byte)'~')) | Vector128.Equals(c0, Vector128.Create((byte)'@'));
        _words = NotZero(words);
        _marks = NotZero(marks);
        _tokenHistory = (_tokenHistory >> Block) | ((ulong)NotZero(kinds & Vector128.Create(AnchorTables.Token)) << (64 - Block));
        _digitHistory = (_digitHistory >> Block) | ((ulong)NotZero(kinds & Vector128.Create(AnchorTables.Digits)) << (64 - Block));
        _tokens = TokenRuns(_tokenHistory);
        _digits = DigitRuns(_digitHistory);
        return (_words | _marks | _tokens | _digits) != 0;
    }

    /// <summary>The first bit of each run up to which <see cref="TokenRun"/> bits in a row are set.</summary>
    private static uint TokenRuns(ulong history)
    {
        ulong two = history & (history << 1);
        ulong four = two & (two << 2);
        ulong eight = four & (four << 4);
        ulong runs = eight & (eight << 8) & (two << 16);
        return (uint)((runs & ~(runs << 1)) >> (64 - Block));
    }

    private static uint DigitRuns(ulong history)
    {
        ulong two = history & (history << 1);
        ulong four = two & (two << 2);
        ulong eight = four & (four << 4);
        ulong runs = eight & (four << 8) & (history << 12);
        return (uint)((runs & ~(runs << 1)) >> (64 - Block));
    }

    private static uint NotZero(Vector128<byte> vector) => ~Vector128.Equals(vector, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;

    private static Vector128<byte> High(Vector128<byte> bytes, Vector128<byte> nibble) => (bytes.AsUInt16() >> 4).AsByte() & nibble;

    /// <summary>Sixteen characters as bytes; what is no byte becomes one that belongs to no class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ref char start)
    {
        ref ushort source = ref Unsafe.As<char, ushort>(ref start);
        Vector128<ushort> one = Vector128.LoadUnsafe(ref source);
        Vector128<ushort> two = Vector128.LoadUnsafe(ref source, 8);
        if (Sse2.IsSupported) return Sse2.PackUnsignedSaturate(one.AsInt16(), two.AsInt16());
        Vector128<ushort> most = Vector128.Create((ushort)255);
        return Vector128.Narrow(Vector128.Min(one, most), Vector128.Min(two, most));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Lookup(Vector128<byte> table, Vector128<byte> index)
    {
        if (Ssse3.IsSupported) return Ssse3.Shuffle(table, index);
        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.VectorTableLookup(table, index) : Vector128.Shuffle(table, index);
    }
}
