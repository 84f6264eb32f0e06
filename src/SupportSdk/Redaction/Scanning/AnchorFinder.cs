using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SupportSdk.Redaction.Scanning;

/// <summary>Finds the places where a secret could be, from left to right, in one vectorised pass: thirty-two characters at a time, each loaded once.</summary>
internal ref struct AnchorFinder(ReadOnlySpan<char> text, int from, AnchorTables tables)
{
    public const int TokenRun = 18;
    public const int DigitRun = 13;

    private const int Block = ByteBlock.Length;
    private const int Loaded = Block + 2; // the last start of a word needs two characters more

    private readonly ReadOnlySpan<char> _text = text;
    private int _block = from - Block;
    private uint _words;
    private uint _marks;
    private uint _tokens;
    private uint _digits;

    // The bits of the block before, and of this one in the upper half.
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
        int last = _text.Length - Loaded;
        int block = _block + Block;
        ref char first = ref MemoryMarshal.GetReference(_text);
        for (; block <= last; block += Block)
        {
            if (!Read(ref Unsafe.Add(ref first, block))) continue;
            _block = block;
            return true;
        }
        return ReadTail(block);
    }

    private bool ReadTail(int block)
    {
        Span<char> tail = stackalloc char[Loaded];
        for (; block < _text.Length; block += Block)
        {
            ReadOnlySpan<char> rest = _text[block..];
            tail.Clear();
            rest[..Math.Min(Loaded, rest.Length)].CopyTo(tail);
            _block = block;
            if (Read(ref tail[0])) return true;
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Read(ref char start)
    {
        Vector256<byte> c0 = ByteBlock.Load(ref start);
        Vector256<byte> c1 = ByteBlock.Load(ref Unsafe.Add(ref start, 1));
        Vector256<byte> c2 = ByteBlock.Load(ref Unsafe.Add(ref start, 2));
        Vector256<byte> low = ByteBlock.Low(c0);
        Vector256<byte> high = ByteBlock.High(c0);
        Vector256<byte> words = ByteBlock.Lookup(tables.Low0, low) & ByteBlock.Lookup(tables.High0, high)
            & ByteBlock.Lookup(tables.Low1, ByteBlock.Low(c1)) & ByteBlock.Lookup(tables.High1, ByteBlock.High(c1))
            & ByteBlock.Lookup(tables.Low2, ByteBlock.Low(c2)) & ByteBlock.Lookup(tables.High2, ByteBlock.High(c2));
        Vector256<byte> kinds = ByteBlock.Lookup(tables.ClassLow, low) & ByteBlock.Lookup(tables.ClassHigh, high);
        Vector256<byte> marks = kinds & Vector256.Create(AnchorTables.Marks);
        bool any = (words | marks) != Vector256<byte>.Zero;
        _words = any ? ByteBlock.NotZero(words) : 0;
        _marks = any ? ByteBlock.NotZero(marks) : 0;
        _tokenHistory = (_tokenHistory >> Block) | ((ulong)ByteBlock.NotZero(kinds & Vector256.Create(AnchorTables.Token)) << Block);
        _digitHistory = (_digitHistory >> Block) | ((ulong)ByteBlock.NotZero(kinds & Vector256.Create(AnchorTables.Digits)) << Block);
        _tokens = TokenRuns(_tokenHistory);
        _digits = DigitRuns(_digitHistory);
        return any | (_tokens | _digits) != 0;
    }

    /// <summary>The first bit of each run up to which <see cref="TokenRun"/> bits in a row are set.</summary>
    private static uint TokenRuns(ulong history)
    {
        ulong two = history & (history << 1);
        ulong four = two & (two << 2);
        ulong eight = four & (four << 4);
        ulong runs = eight & (eight << 8) & (two << 16);
        return (uint)((runs & ~(runs << 1)) >> Block);
    }

    private static uint DigitRuns(ulong history)
    {
        if ((history & (history << 6) & (history << 12)) >> Block == 0) return 0;
        ulong two = history & (history << 1);
        ulong four = two & (two << 2);
        ulong eight = four & (four << 4);
        ulong runs = eight & (four << 8) & (history << 12);
        return (uint)((runs & ~(runs << 1)) >> Block);
    }
}
