using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Driver;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>SUP1001: every way to a submission leaves a required diagnostic out. SUP1002: one of several ways does.</summary>
internal sealed class IncompleteTicketRule : IRule
{
    public const string Id = "SUP1001";
    public const string MaybeId = "SUP1002";

    /// <summary>The property of a diagnostic that names what is missing, for the fixer.</summary>
    public const string MissingProperty = "Missing";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Ticket is submitted without required diagnostics",
        "Ticket is submitted without {0}",
        RuleCategory.Completeness,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Of(Id));

    private static readonly DiagnosticDescriptor MaybeRule = new(
        MaybeId,
        "Ticket may be submitted without required diagnostics on some path",
        "Ticket may be submitted without {0}, on the path through line {1}",
        RuleCategory.Completeness,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Of(MaybeId));

    public ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rule, MaybeRule);

    /// <summary>What is missing, for whoever reads the diagnostic: the fixer.</summary>
    public static ImmutableDictionary<string, string?> Names(IReadOnlyList<Requirement> missing) =>
        ImmutableDictionary<string, string?>.Empty.Add(MissingProperty, string.Join(",", missing.Select(requirement => requirement.Name)));

    public void Register(Registration registration) => registration.OnSubmission(Check);

    private static void Check(Submission submission)
    {
        if (Verdict.Of(submission) is not { } verdict || ClosedScopeRule.Covers(verdict, submission.Context.Model.Compilation))
        {
            return;
        }

        var place = Place.Of(submission);
        if (verdict.Missing.Count > 0)
        {
            submission.Context.Report(Diagnostic.Create(Rule, place, Names(verdict.Missing), MissingWords.Of(verdict.Missing)));
        }

        if (verdict.Maybe.Count > 0)
        {
            var path = Path(verdict, submission.Context.Sdk.Contract!);
            var line = (path.FirstOrDefault() ?? place).GetMappedLineSpan().StartLinePosition.Line + 1;
            submission.Context.Report(Diagnostic.Create(MaybeRule, place, path, MissingWords.Of(verdict.Maybe), line));
        }
    }

    private static List<Location> Path(Verdict verdict, TicketContract contract) =>
        [.. verdict.Maybe.SelectMany(requirement => verdict.Observed.OriginsWithout(requirement, contract)).Distinct().Select(node => node.GetLocation())];
}
