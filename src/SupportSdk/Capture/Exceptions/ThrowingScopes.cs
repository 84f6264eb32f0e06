namespace SupportSdk.Capture.Exceptions;

/// <summary>
/// Remembers in which scope an exception was thrown, for the last 512 throws: when it turns out that nobody caught it, that scope is no longer current. Weakly on both
/// sides: neither an exception nor a scope lives longer for it.
/// </summary>
/// <remarks>Not a ConditionalWeakTable: that forgets an object before its finalizers run, and the exception of a forgotten task is told by a finalizer.</remarks>
internal sealed class ThrowingScopes
{
    public const int Capacity = 512;

    // An exception is thrown again at every await that it passes; so it is mostly one of the last.
    private const int Recent = 8;

    private readonly object _gate = new();
    private readonly Throw?[] _throws = new Throw?[Capacity];
    private long _count;

    public void Note(Exception exception, DiagnosticScope scope)
    {
        lock (_gate)
        {
            for (var back = 1; back <= Math.Min(Recent, _count); back++)
            {
                if (_throws[(_count - back) % Capacity]!.IsOf(exception, scope))
                {
                    return;
                }
            }

            (_throws[_count % Capacity] ??= new Throw()).Set(exception, scope);
            _count++;
        }
    }

    /// <summary>The innermost scope, or null where there was none, it is gone, or the exception was thrown in scopes of several pieces of work, which must not mix.</summary>
    public DiagnosticScope? Of(Exception exception)
    {
        DiagnosticScope? innermost = null;
        lock (_gate)
        {
            foreach (var thrown in _throws)
            {
                if (thrown?.ScopeOf(exception) is { } scope)
                {
                    if (innermost is not null && !innermost.IsWithin(scope) && !scope.IsWithin(innermost))
                    {
                        return null;
                    }

                    innermost = innermost is null || scope.IsWithin(innermost) ? scope : innermost;
                }
            }
        }

        return innermost;
    }

    private sealed class Throw
    {
        private readonly WeakReference<Exception> _exception = new(null!, trackResurrection: true);
        private readonly WeakReference<DiagnosticScope> _scope = new(null!);

        public void Set(Exception exception, DiagnosticScope scope)
        {
            _exception.SetTarget(exception);
            _scope.SetTarget(scope);
        }

        public bool IsOf(Exception exception, DiagnosticScope scope) => ReferenceEquals(ScopeOf(exception), scope);

        public DiagnosticScope? ScopeOf(Exception exception) =>
            _exception.TryGetTarget(out var thrown) && ReferenceEquals(thrown, exception) && _scope.TryGetTarget(out var scope) ? scope : null;
    }
}
