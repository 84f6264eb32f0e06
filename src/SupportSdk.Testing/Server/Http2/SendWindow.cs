namespace SupportSdk.Testing.Server.Http2;

/// <summary>How many bytes may be sent before the client allows more (RFC 9113, section 5.2).</summary>
internal sealed class SendWindow(long size)
{
    private readonly object _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _size = size;

    /// <summary>Adds to it; a changed setting may take away.</summary>
    public void Add(long bytes)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _size += bytes;
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    /// <summary>Takes at most so many bytes; waits while there is none.</summary>
    /// <exception cref="IOException">The client left.</exception>
    public async ValueTask<int> TakeAsync(int wanted, Task left)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_size > 0)
                {
                    var taken = (int)Math.Min(wanted, _size);
                    _size -= taken;
                    return taken;
                }

                changed = _changed.Task;
            }

            if (await Task.WhenAny(changed, left).ConfigureAwait(false) == left)
            {
                throw new IOException("The client left.");
            }
        }
    }
}
