namespace SupportSdk;

/// <summary>Says that a method or constructor supplies diagnostics to the ticket, or to the scope, that it returns or works on.</summary>
/// <param name="diagnostics">What it supplies, as flags.</param>
/// <remarks>Put it on your own ticket factories and helpers, so that the analyzer trusts them without looking inside.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class ProvidesDiagnosticsAttribute(Diagnostic diagnostics) : Attribute
{
    /// <summary>What the member supplies, as flags.</summary>
    public Diagnostic Diagnostics { get; } = diagnostics;
}
