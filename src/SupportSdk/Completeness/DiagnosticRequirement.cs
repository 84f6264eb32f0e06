namespace SupportSdk.Completeness;

/// <summary>One required diagnostic: the data that drives the check at submission, the ticket's text and the analyzer.</summary>
internal sealed record DiagnosticRequirement
{
    public required Diagnostic Diagnostic { get; init; }

    /// <summary>Why support wants it.</summary>
    public required string Why { get; init; }

    /// <summary>How an app supplies it.</summary>
    public required string HowToSupply { get; init; }

    /// <summary>The analyzer's rule that guards it.</summary>
    public required string RuleId { get; init; }

    /// <summary>The properties of <see cref="SupportTicket"/> that supply it; any of them is enough.</summary>
    public required IReadOnlyList<string> Properties { get; init; }

    /// <summary>The property of <see cref="SupportTicket"/> that decides whether it is required; null for always.</summary>
    public string? When { get; init; }

    public required Func<ResolvedTicket, bool> AppliesTo { get; init; }

    public required Func<ResolvedTicket, bool> IsMetBy { get; init; }

    public MissingDiagnostic ToMissing() => new(Diagnostic, Why, HowToSupply, RuleId);
}
