namespace SupportSdk.Analyzers.Flow;

/// <summary>One run over a range of blocks: what is known at the start of each, and which are to be looked at again.</summary>
internal sealed class BlockPass(int first, int last)
{
    private readonly FlowState?[] _states = new FlowState?[last - first + 1];
    private readonly SortedSet<int> _pending = [];

    /// <summary>What is known where the range ends; null where it never does.</summary>
    public FlowState? End { get; private set; }

    public bool Covers(int ordinal) => ordinal >= first && ordinal <= last;

    public FlowState? At(int ordinal) => _states[ordinal - first];

    public void Merge(int ordinal, FlowState state)
    {
        var known = _states[ordinal - first];
        var joined = known?.Join(state) ?? state;
        if (!ReferenceEquals(joined, known))
        {
            _states[ordinal - first] = joined;
            _pending.Add(ordinal);
        }
    }

    public int? Next()
    {
        if (_pending.Count == 0)
        {
            return null;
        }

        var ordinal = _pending.Min;
        _pending.Remove(ordinal);
        return ordinal;
    }

    public void Finish(FlowState state) => End = End?.Join(state) ?? state;
}
