namespace SupportSdk.Capture.Http.Calls;

/// <summary>Calls that are over, to be used again. What two threads put into one place at once is left to the collector.</summary>
internal sealed class SentCalls
{
    private readonly Slot[] _others = new Slot[Environment.ProcessorCount * 4];
    private SentCall? _first;

    public SentCall Take()
    {
        var first = Volatile.Read(ref _first);
        if (first is not null && ReferenceEquals(Interlocked.CompareExchange(ref _first, null, first), first))
        {
            return first;
        }

        foreach (ref var slot in _others.AsSpan())
        {
            var call = Volatile.Read(ref slot.Call);
            if (call is not null && ReferenceEquals(Interlocked.CompareExchange(ref slot.Call, null, call), call))
            {
                return call;
            }
        }

        return new SentCall();
    }

    public void Return(SentCall call)
    {
        call.Clear();
        if (Volatile.Read(ref _first) is null)
        {
            Volatile.Write(ref _first, call);
            return;
        }

        foreach (ref var slot in _others.AsSpan())
        {
            if (Volatile.Read(ref slot.Call) is null)
            {
                Volatile.Write(ref slot.Call, call);
                return;
            }
        }
    }

    private struct Slot
    {
        public SentCall? Call;
    }
}
