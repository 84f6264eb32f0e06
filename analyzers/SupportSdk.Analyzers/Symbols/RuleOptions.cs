using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>The options of one file: keys <c>supportsdk.*</c> of its .editorconfig.</summary>
internal sealed class RuleOptions(ProjectOptions project, AnalyzerConfigOptions file)
{
    public ProjectOptions Project => project;

    /// <summary>The diagnostics that this project's tickets must have; null for all of the contract.</summary>
    public ImmutableHashSet<string>? Required => OptionText.Value(file, "supportsdk.required") is null ? null : OptionText.List(file, "supportsdk.required");

    /// <summary>Methods that neither change nor keep what they are given, by name.</summary>
    public ImmutableHashSet<string> HarmlessMethods => OptionText.List(file, "supportsdk.harmless_methods");

    public bool IsTrue(string key) => string.Equals(OptionText.Value(file, key), "true", StringComparison.OrdinalIgnoreCase);
}
