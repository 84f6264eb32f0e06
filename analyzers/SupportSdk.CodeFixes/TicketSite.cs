using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SupportSdk.Analyzers.Rules.Completeness;

namespace SupportSdk.CodeFixes;

/// <summary>The place that a finding is about: the ticket's expression, and the call that submits it.</summary>
internal sealed class TicketSite
{
    private TicketSite(Document document, SourceText text, SemanticModel model, ExpressionSyntax ticket, InvocationExpressionSyntax call, IReadOnlyList<string> missing) =>
        (Document, Text, Model, Ticket, Call, Missing) = (document, text, model, ticket, call, missing);

    public Document Document { get; }

    public SourceText Text { get; }

    public SemanticModel Model { get; }

    public ExpressionSyntax Ticket { get; }

    public InvocationExpressionSyntax Call { get; }

    /// <summary>The names of the diagnostics that are missing.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The line end that the document uses.</summary>
    public string NewLine => Text.Lines is { Count: > 1 } lines ? Text.ToString(TextSpan.FromBounds(lines[0].End, lines[0].EndIncludingLineBreak)) : "\n";

    public static async Task<TicketSite?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var ticket = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>();
        if (model is null || ticket?.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent.Parent: InvocationExpressionSyntax call } argument
            || !diagnostic.Properties.TryGetValue(IncompleteTicketRule.MissingProperty, out var missing) || missing is null)
        {
            return null;
        }

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return new TicketSite(document, text, model, argument.Expression, call, missing.Split(','));
    }

    public Document With(IEnumerable<TextChange> changes) => Document.WithText(Text.WithChanges(changes));

    /// <summary>The white space that a line begins with.</summary>
    public string IndentationAt(int position)
    {
        var line = Text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    public int LineOf(int position) => Text.Lines.GetLineFromPosition(position).LineNumber;
}
