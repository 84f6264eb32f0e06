namespace SupportSdk;

/// <summary>Marks a ticket property as one that supplies required diagnostics. Where several properties carry the same one, any of them is enough.</summary>
/// <param name="diagnostic">What the property supplies, as flags.</param>
/// <remarks>Read by the analyzer across assemblies; a test holds these attributes equal to the manifest that the run-time check uses.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredDiagnosticAttribute(Diagnostic diagnostic) : Attribute
{
    /// <summary>What the property supplies, as flags.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;

    /// <summary>The name of a property of the same type that decides whether it is required.</summary>
    /// <value>The default is <see langword="null"/>: always required.</value>
    public string? When { get; set; }
}
