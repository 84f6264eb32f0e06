using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Driver;

/// <summary>One piece of syntax that a rule asked for, and what it needs to judge and to report it.</summary>
internal sealed class NodeContext(SyntaxNodeAnalysisContext context, Sdk sdk)
{
    private RuleOptions? _options;

    public SyntaxNode Node => context.Node;

    public SemanticModel Model => context.SemanticModel;

    public Sdk Sdk => sdk;

    public CancellationToken CancellationToken => context.CancellationToken;

    /// <summary>The options of the file at hand.</summary>
    public RuleOptions Options => _options ??= new RuleOptions(sdk.Options, context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Node.SyntaxTree));

    /// <summary>The operation of the node; null where it does not bind.</summary>
    public IOperation? Operation => Model.GetOperation(Node, CancellationToken);

    public void Report(DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location, arguments));

    /// <summary>Reports with places that explain it (a path) and with data for the fixer.</summary>
    public void Report(Diagnostic diagnostic) => context.ReportDiagnostic(diagnostic);
}
