using System.Runtime.CompilerServices;

namespace SupportSdk.Capture.Exceptions;

/// <summary>Remembers in which scope an exception was thrown, as long as both are alive: when nobody has caught it, that scope is no longer current.</summary>
internal sealed class ThrowingScopes
{
    private readonly ConditionalWeakTable<Exception, Origin> _origins = [];

    public void Note(Exception exception, DiagnosticScope scope)
    {
        if (_origins.TryGetValue(exception, out var known) || (!_origins.TryAdd(exception, new Origin(scope)) && _origins.TryGetValue(exception, out known)))
        {
            known.Meet(scope);
        }
    }

    /// <summary>The scope, or null where there was none, it is gone, or the exception was thrown in scopes of several pieces of work, which must not mix.</summary>
    public DiagnosticScope? Of(Exception exception) => _origins.TryGetValue(exception, out var origin) ? origin.Scope : null;

    // Weak: an exception that the app keeps for good must not keep the evidence of a whole scope.
    private sealed class Origin(DiagnosticScope first)
    {
        private readonly WeakReference<DiagnosticScope> _scope = new(first);

        public DiagnosticScope? Scope => _scope.TryGetTarget(out var scope) ? scope : null;

        public void Meet(DiagnosticScope scope)
        {
            if (Scope is { } known && !known.IsWithin(scope) && !scope.IsWithin(known))
            {
                _scope.SetTarget(null!);
            }
        }
    }
}
