using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace SupportSdk.CodeFixes;

/// <summary>Fixes all tickets of a document: one scope per body however many tickets it submits, and properties only where every value is in scope.</summary>
internal sealed class CompletingFixAllProvider : FixAllProvider
{
    private static readonly FixAllProvider Documents = Create(FixAsync);

    public static CompletingFixAllProvider Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => Documents.GetSupportedFixAllScopes();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
        fixAllContext.CodeActionEquivalenceKey == IncompleteTicketFixProvider.SetToFillIn ? null : await Documents.GetFixAsync(fixAllContext).ConfigureAwait(false);

    private static async Task<Document?> FixAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var changes = new HashSet<TextChange>();
        foreach (var diagnostic in diagnostics)
        {
            if (await TicketSite.FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } site)
            {
                changes.UnionWith(Changes(site, context.CodeActionEquivalenceKey));
            }
        }

        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
    }

    private static IReadOnlyList<TextChange> Changes(TicketSite site, string? key) =>
        key == IncompleteTicketFixProvider.OpenScope ? ScopeFix.Of(site) ?? []
        : PropertiesFix.Of(site) is { IsComplete: true } properties ? properties.Changes
        : [];
}
