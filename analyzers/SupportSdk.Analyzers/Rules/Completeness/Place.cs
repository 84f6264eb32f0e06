using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SupportSdk.Analyzers.Driver;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>Where a finding about a ticket stands: what is handed over; of a creation only its head, not the whole initializer.</summary>
internal static class Place
{
    public static Location Of(Submission submission)
    {
        var ticket = submission.Ticket.Syntax;
        return ticket is BaseObjectCreationExpressionSyntax { Initializer: { } initializer }
            ? Location.Create(ticket.SyntaxTree, TextSpan.FromBounds(ticket.SpanStart, initializer.GetFirstToken().GetPreviousToken().Span.End))
            : ticket.GetLocation();
    }
}
