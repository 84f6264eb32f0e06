using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Driver;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>SUP1008: the scope that collected the evidence is closed where the ticket is submitted, and nothing kept its snapshot.</summary>
internal sealed class ClosedScopeRule : IRule
{
    public const string Id = "SUP1008";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Scope closes before the ticket is submitted",
        "The scope of line {0} is closed before this ticket is submitted, so that the ticket goes without {1}",
        RuleCategory.Completeness,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Of(Id));

    public ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rule);

    /// <summary>Whether this rule says what SUP1001 would say of the same ticket, with the reason.</summary>
    public static bool Covers(Verdict verdict, Compilation compilation) =>
        verdict.Missing.Count > 0 && verdict.Observed.ClosedScopes.Count > 0
        && !(compilation.Options.SpecificDiagnosticOptions.TryGetValue(Id, out var severity) && severity == ReportDiagnostic.Suppress);

    public void Register(Registration registration) => registration.OnSubmission(Check);

    private static void Check(Submission submission)
    {
        if (Verdict.Of(submission) is not { Missing.Count: > 0 } verdict || verdict.Observed.ClosedScopes.Count == 0)
        {
            return;
        }

        var scopes = verdict.Observed.ClosedScopes.OrderBy(scope => scope.SpanStart).Select(scope => scope.GetLocation()).ToList();
        var line = scopes[0].GetMappedLineSpan().StartLinePosition.Line + 1;
        submission.Context.Report(Diagnostic.Create(Rule, Place.Of(submission), scopes, IncompleteTicketRule.Names(verdict.Missing), line, MissingWords.Of(verdict.Missing)));
    }
}
