using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SupportSdk.Analyzers.Rules.Completeness;

namespace SupportSdk.CodeFixes;

/// <summary>Completes a ticket: by a scope around the work, or by the properties that are missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IncompleteTicketFixProvider))]
[Shared]
public sealed class IncompleteTicketFixProvider : CodeFixProvider
{
    /// <summary>The key of the fix that opens a scope.</summary>
    internal const string OpenScope = "SupportSdk.OpenScope";

    /// <summary>The key of the fix that sets properties from values in scope.</summary>
    internal const string SetFromScope = "SupportSdk.SetFromScope";

    /// <summary>The key of the fix that leaves a place to fill: one at a time only.</summary>
    internal const string SetToFillIn = "SupportSdk.SetToFillIn";

    /// <summary>SUP1001.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(IncompleteTicketRule.Id);

    /// <summary>Fixes a document at once, save for places that a person has to fill.</summary>
    public override FixAllProvider GetFixAllProvider() => CompletingFixAllProvider.Instance;

    /// <summary>Offers the fixes.</summary>
    /// <param name="context">The host's.</param>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await TicketSite.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } site)
            {
                continue;
            }

            if (ScopeFix.Of(site) is { } scope)
            {
                context.RegisterCodeFix(CodeAction.Create("Open a diagnostic scope around the work", _ => Task.FromResult(site.With(scope)), OpenScope), diagnostic);
            }

            var properties = PropertiesFix.Of(site);
            context.RegisterCodeFix(
                CodeAction.Create(properties.Title, _ => Task.FromResult(site.With(properties.Changes)), properties.IsComplete ? SetFromScope : SetToFillIn), diagnostic);
        }
    }
}
