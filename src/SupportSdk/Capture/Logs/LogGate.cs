namespace SupportSdk.Capture.Logs;

/// <summary>
/// Closes one client's log capture for the thread at hand: while the SDK writes its own log, and while it makes text of the app's objects, whose <c>ToString</c> may log.
/// </summary>
internal sealed class LogGate : IDisposable
{
    private readonly ThreadLocal<State> _state = new();

    private enum State : byte
    {
        Open,
        Reading,
        Own,
    }

    public bool IsClosed => _state.Value != State.Open;

    /// <summary>Whether what is logged now is the SDK's own, and so no loss.</summary>
    public bool IsOwn => _state.Value == State.Own;

    public Closing CloseForReading() => new(this, own: false);

    public Closing CloseForOwn() => new(this, own: true);

    public void Dispose() => _state.Dispose();

    /// <summary>Opens the gate again as it was; dispose it on the thread that closed it.</summary>
    internal readonly ref struct Closing
    {
        private readonly LogGate _gate;
        private readonly State _before;

        public Closing(LogGate gate, bool own)
        {
            (_gate, _before) = (gate, gate._state.Value);
            gate._state.Value = own ? State.Own : State.Reading;
        }

        public void Dispose() => _gate._state.Value = _before;
    }
}
