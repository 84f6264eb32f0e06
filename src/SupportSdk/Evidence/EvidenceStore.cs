using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>One client's evidence: its clock, its door, its share of memory, and what it noted where no scope was open.</summary>
internal sealed class EvidenceStore
{
    /// <param name="owner">Whose evidence it is.</param>
    /// <param name="door">Redacts what comes in as text, and makes text of records.</param>
    /// <param name="maxBytes">The memory that all open scopes may hold together.</param>
    /// <param name="losses">Where losses are counted.</param>
    /// <param name="clock">The time.</param>
    public EvidenceStore(object owner, IEvidenceDoor door, long maxBytes, LossLedger losses, TimeProvider clock)
    {
        (Owner, Door, Losses, Clock) = (owner, door, losses, new EvidenceClock(clock));
        Budget = new EvidenceBudget(maxBytes, losses);
        Unscoped = NewBook();
        Tied = new TiedEvidence(Budget, losses);
    }

    public object Owner { get; }

    public IEvidenceDoor Door { get; }

    public LossLedger Losses { get; }

    public EvidenceClock Clock { get; }

    public EvidenceBudget Budget { get; }

    /// <summary>What was noted where no scope of this client was open; it names no user, and goes into no user's ticket.</summary>
    public EvidenceBook Unscoped { get; }

    /// <summary>What is tied to exceptions that left their scope.</summary>
    public TiedEvidence Tied { get; }

    /// <summary>Where evidence of the work at hand belongs.</summary>
    public EvidenceBook Here => DiagnosticScope.CurrentOf(this)?.Book ?? Unscoped;

    public EvidenceBook NewBook() => new(Budget, Losses);

    /// <summary>Opens a scope and makes it current.</summary>
    public DiagnosticScope Open(string? name) => new(this, name);

    /// <summary>What was noted without a scope, until now.</summary>
    public EvidenceCopy CopyUnscoped()
    {
        var copy = new EvidenceCopy(Clock);
        Unscoped.CopyTo(copy);
        return copy;
    }
}
