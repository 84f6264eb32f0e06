using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SupportSdk.CodeFixes;

/// <summary>Sets the properties that are missing: in the ticket's own initializer, or by a <c>with</c> around what is handed over.</summary>
internal sealed class PropertiesFix
{
    private readonly List<(string Property, string Value)> _settings;

    private PropertiesFix(List<(string Property, string Value)> settings, bool isComplete, IReadOnlyList<TextChange> changes) =>
        (_settings, IsComplete, Changes) = (settings, isComplete, changes);

    /// <summary>Whether every value was in scope. Else a name that does not exist stands where a person has to say what it is: one compile error each.</summary>
    public bool IsComplete { get; }

    public IReadOnlyList<TextChange> Changes { get; }

    public string Title
    {
        get
        {
            var names = _settings.Select(setting => setting.Property).ToList();
            return "Set " + (names.Count == 1 ? names[0] : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[names.Count - 1]) + (IsComplete ? "" : " (to fill in)");
        }
    }

    public static PropertiesFix Of(TicketSite site)
    {
        var isComplete = true;
        var settings = new List<(string Property, string Value)>();
        foreach (var diagnostic in site.Missing)
        {
            var fitting = FittingValues.For(diagnostic, site);
            isComplete &= fitting is not null;
            settings.Add(fitting ?? ToFillIn(diagnostic));
        }

        return new PropertiesFix(settings, isComplete, Changed(site, settings));
    }

    private static (string Property, string Value) ToFillIn(string diagnostic) =>
        diagnostic == "Evidence" ? ("Exception", "fillInException") : (diagnostic, "fillIn" + diagnostic);

    private static List<TextChange> Changed(TicketSite site, List<(string Property, string Value)> settings)
    {
        var initializer = site.Ticket switch
        {
            BaseObjectCreationExpressionSyntax { Initializer: { } own } => own,
            WithExpressionSyntax with => with.Initializer,
            _ => null,
        };
        return initializer is null ? Wrap(site.Ticket, settings) : Fill(site, initializer, settings);
    }

    private static List<TextChange> Wrap(ExpressionSyntax ticket, List<(string Property, string Value)> settings)
    {
        var with = $" with {{ {string.Join(", ", settings.Select(Text))} }}";
        var isPrimary = ticket is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax;
        return isPrimary
            ? [new TextChange(new TextSpan(ticket.Span.End, 0), with)]
            : [new TextChange(new TextSpan(ticket.SpanStart, 0), "("), new TextChange(new TextSpan(ticket.Span.End, 0), ")" + with)];
    }

    private static List<TextChange> Fill(TicketSite site, InitializerExpressionSyntax initializer, List<(string Property, string Value)> settings)
    {
        var changes = new List<TextChange>();
        var added = new List<string>();
        foreach (var setting in settings)
        {
            if (initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(set => set.Left.ToString() == setting.Property) is { } existing)
            {
                changes.Add(new TextChange(existing.Right.Span, setting.Value));
            }
            else
            {
                added.Add(Text(setting));
            }
        }

        if (added.Count > 0)
        {
            changes.AddRange(Append(site, initializer, added));
        }

        return changes;
    }

    private static IEnumerable<TextChange> Append(TicketSite site, InitializerExpressionSyntax initializer, List<string> added)
    {
        var list = initializer.Expressions;
        if (list.Count == 0)
        {
            return [new TextChange(TextSpan.FromBounds(initializer.OpenBraceToken.Span.End, initializer.CloseBraceToken.SpanStart), " " + string.Join(", ", added) + " ")];
        }

        var last = list[list.Count - 1];
        var hasTrailing = list.SeparatorCount == list.Count;
        if (site.LineOf(last.SpanStart) == site.LineOf(initializer.OpenBraceToken.SpanStart) || site.LineOf(last.Span.End) == site.LineOf(initializer.CloseBraceToken.SpanStart))
        {
            return [new TextChange(new TextSpan(hasTrailing ? list.GetSeparator(list.Count - 1).Span.End : last.Span.End, 0), (hasTrailing ? " " : ", ") + string.Join(", ", added))];
        }

        var lines = string.Concat(added.Select((text, i) => site.NewLine + site.IndentationAt(last.SpanStart) + text + (i < added.Count - 1 || hasTrailing ? "," : "")));
        var end = new TextChange(new TextSpan(site.Text.Lines.GetLineFromPosition(last.Span.End).End, 0), lines);
        return hasTrailing ? [end] : [new TextChange(new TextSpan(last.Span.End, 0), ","), end];
    }

    private static string Text((string Property, string Value) setting) => $"{setting.Property} = {setting.Value}";
}
