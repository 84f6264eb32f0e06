namespace SupportSdk;

/// <summary>
/// Keeps the first records, which explain the rest, and the newest; what is between them gives way. It starts small and doubles up to its capacity.
/// Not safe for several threads: its book holds the lock.
/// </summary>
/// <param name="first">How many of the first records stay for good.</param>
/// <param name="ownBytes">What the subject of each record takes beside the bytes that the record tells.</param>
internal sealed class EvidenceRing(int first, int ownBytes = 0)
{
    public const int Capacity = 128;

    /// <summary>Bytes of one slot, without what it refers to.</summary>
    public const int SlotBytes = 64;

    private const int InitialSlots = 8;

    private EvidenceRecord[] _slots = new EvidenceRecord[InitialSlots];
    private long _written;

    public int Count => (int)Math.Min(_written, Capacity);

    public int Bytes => (_slots.Length * SlotBytes) + (Count * ownBytes);

    /// <summary>Adds a record, and says whether another gave way for it, and which.</summary>
    public bool Add(in EvidenceRecord record, out EvidenceRecord gone)
    {
        var slot = SlotOf(_written);
        if (slot == _slots.Length)
        {
            Array.Resize(ref _slots, _slots.Length * 2);
        }

        gone = _slots[slot];
        _slots[slot] = record;
        return _written++ >= Capacity;
    }

    /// <summary>Copies what is kept, oldest first, and gives how many records that were.</summary>
    public int CopyTo(Span<EvidenceRecord> target)
    {
        if (_written <= Capacity)
        {
            _slots.AsSpan(0, Count).CopyTo(target);
            return Count;
        }

        var oldest = SlotOf(_written);
        _slots.AsSpan(0, first).CopyTo(target);
        _slots.AsSpan(oldest, Capacity - oldest).CopyTo(target[first..]);
        _slots.AsSpan(first, oldest - first).CopyTo(target[(first + Capacity - oldest)..]);
        return Capacity;
    }

    /// <summary>Asks the bodies of all records for their bytes, and gives how many came back.</summary>
    public int ReleaseBodies()
    {
        var released = 0;
        foreach (ref var record in _slots.AsSpan(0, Count))
        {
            if (record.Detail is IHeldBody body && body.Release() is > 0 and var bytes)
            {
                bytes = Math.Min(bytes, record.Bytes);
                record.Bytes -= bytes;
                released += bytes;
            }
        }

        return released;
    }

    /// <summary>What the records keep alive beside themselves.</summary>
    public int HeldBytes()
    {
        var held = 0;
        foreach (ref readonly var record in _slots.AsSpan(0, Count))
        {
            held += record.Bytes;
        }

        return held;
    }

    private int SlotOf(long number) => number < Capacity ? (int)number : first + (int)((number - first) % (Capacity - first));
}
