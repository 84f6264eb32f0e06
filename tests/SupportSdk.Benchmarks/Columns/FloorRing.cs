namespace SupportSdk.Benchmarks.Columns;

/// <summary>A ring under a lock. It starts with eight records and doubles up to 128; from then on the newest takes the oldest's place.</summary>
internal sealed class FloorRing
{
    public const int Capacity = 128;

    private readonly Lock _gate = new();
    private FloorRecord[] _items = new FloorRecord[8];
    private long _written;

    public long Written => Volatile.Read(ref _written);

    public void Write(in FloorRecord item)
    {
        lock (_gate)
        {
            if (_written == _items.Length && _written < Capacity)
            {
                Array.Resize(ref _items, _items.Length * 2);
            }

            _items[(int)_written++ & (_items.Length - 1)] = item;
        }
    }

    public int CopyTo(Span<FloorRecord> target)
    {
        lock (_gate)
        {
            var count = (int)Math.Min(_written, _items.Length);
            var start = (int)(_written - count) & (_items.Length - 1);
            var first = Math.Min(count, _items.Length - start);
            _items.AsSpan(start, first).CopyTo(target);
            _items.AsSpan(0, count - first).CopyTo(target[first..]);
            return count;
        }
    }
}
