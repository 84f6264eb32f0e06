namespace SupportSdk.Email.Tests.Faults;

/// <summary>A clock whose timers go off when the test says so, and not before: no budget runs out while a busy machine is slow.</summary>
internal sealed class HeldTime : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<HeldTimer> _timers = [];
    private TaskCompletionSource _changed = New();
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return base.GetUtcNow() + _ahead;
    }

    public void Jump(TimeSpan by)
    {
        lock (_gate)
            _ahead += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HeldTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until such a timer is running, and lets it go off.</summary>
    public async Task FireAsync(Func<TimeSpan, bool> which) => (await FindAsync(which, remove: true)).Fire();

    public Task FireAsync(TimeSpan due) => FireAsync(span => span == due);

    /// <summary>Waits until such a timer is running.</summary>
    public Task RunsAsync(TimeSpan due) => FindAsync(span => span == due, remove: false);

    private async Task<HeldTimer> FindAsync(Func<TimeSpan, bool> which, bool remove)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
                if (_timers.Find(timer => which(timer.Due)) is { } found)
                {
                    if (remove) _timers.Remove(found);
                    return found;
                }
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Set(HeldTimer timer, bool running)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _timers.Remove(timer);
            if (running) _timers.Add(timer);
            (changed, _changed) = (_changed, New());
        }

        changed.SetResult();
    }

    private sealed class HeldTimer(HeldTime owner, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            owner.Set(this, dueTime > TimeSpan.Zero && period == Timeout.InfiniteTimeSpan); // What comes round for ever is of no test here.
            if (dueTime == TimeSpan.Zero) ThreadPool.QueueUserWorkItem(_ => fire());
            return true;
        }

        public void Dispose() => owner.Set(this, running: false);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
