using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Rules.Completeness;
using SupportSdk.Analyzers.Rules.Completeness.Links;

namespace SupportSdk.Analyzers;

/// <summary>All rules, by the order of their ids.</summary>
internal static class RuleCatalog
{
    public static ImmutableArray<IRule> All { get; } = ImmutableArray.Create<IRule>(
        new IncompleteTicketRule(),
        new LostOffsetRule(),
        new MessageOnlyRule(),
        new NotAnExecutionLinkRule(),
        new ClosedScopeRule());

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.CreateRange(All.SelectMany(rule => rule.Descriptors));

    /// <summary>The rules that this compilation does not switch off as a whole: they cost nothing then.</summary>
    public static ImmutableArray<IRule> EnabledIn(Compilation compilation)
    {
        var options = compilation.Options.SpecificDiagnosticOptions;
        return All.RemoveAll(rule => rule.Descriptors.All(d => options.TryGetValue(d.Id, out var severity) && severity == ReportDiagnostic.Suppress));
    }
}
