namespace SupportSdk;

/// <summary>A required diagnostic that a ticket does not have.</summary>
/// <param name="Diagnostic">What is missing.</param>
/// <param name="Why">Why support wants it.</param>
/// <param name="HowToSupply">How the app can supply it.</param>
/// <param name="RuleId">The analyzer's rule that guards it at compile time.</param>
public sealed record MissingDiagnostic(Diagnostic Diagnostic, string Why, string HowToSupply, string RuleId)
{
    /// <summary>What is missing.</summary>
    public override string ToString() => $"MissingDiagnostic {Diagnostic}";
}
