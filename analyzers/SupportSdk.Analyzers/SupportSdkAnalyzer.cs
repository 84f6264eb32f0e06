using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SupportSdk.Analyzers.Driver;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers;

/// <summary>
/// The one analyzer: it resolves the SDK once per compilation, and hands each piece of syntax to the rules that asked for its name.
/// One analyzer, because what a build pays is mostly the driver's own work per analyzer and per kind of syntax.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SupportSdkAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What all rules may report.</summary>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RuleCatalog.Descriptors;

    /// <summary>Registers one action per compilation; where the SDK is not referenced, nothing else.</summary>
    /// <param name="context">The host's.</param>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Razor's output is generated code; what maps back to a file that a person wrote is reported there, the rest is skipped by the dispatcher.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (Sdk.Find(start.Compilation, start.Options.AnalyzerConfigOptionsProvider) is { } sdk)
            {
                new Dispatcher(sdk, RuleCatalog.EnabledIn(start.Compilation)).Register(start);
            }
        });
    }
}
