using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>What the project says for all of its files: MSBuild properties, and the keys of a global analyzer config.</summary>
internal sealed class ProjectOptions
{
    private static readonly string[] TestFrameworks =
        ["xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core"];

    private readonly ImmutableHashSet<string> _sinks;

    public ProjectOptions(Compilation compilation, AnalyzerConfigOptions options)
    {
        Ambient = OptionText.List(options, "build_property.SupportSdkAmbientDiagnostics");
        SupportLevel = OptionText.Value(options, "build_property.SupportSdkSupportLevel");
        IsTestProject = OptionText.Value(options, "build_property.IsTestProject") is { Length: > 0 } given
            ? given.Equals("true", StringComparison.OrdinalIgnoreCase)
            : compilation.ReferencedAssemblyNames.Any(name => TestFrameworks.Contains(name.Name));
        _sinks = OptionText.List(options, "supportsdk.additional_sinks");
        SinkNames = ImmutableHashSet.CreateRange(_sinks.Select(LastName));
    }

    /// <summary>The diagnostics that a scope around every request supplies, by the names of <c>supportsdk.required</c>.</summary>
    public ImmutableHashSet<string> Ambient { get; }

    /// <summary>The property SupportSdkSupportLevel; null where it is not set.</summary>
    public string? SupportLevel { get; }

    public bool IsTestProject { get; }

    private ImmutableHashSet<string> SinkNames { get; }

    public bool IsSinkName(string name) => SinkNames.Contains(name);

    /// <summary>Whether <c>supportsdk.additional_sinks</c> names the method: <c>Method</c>, <c>Type.Method</c> or with its namespace.</summary>
    public bool IsSink(IMethodSymbol method) =>
        SinkNames.Contains(method.Name)
        && (_sinks.Contains(method.Name) || _sinks.Contains(method.ContainingType.Name + "." + method.Name) || _sinks.Contains(method.ContainingType.ToDisplayString() + "." + method.Name));

    private static string LastName(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
