using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Driver;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>SUP1006: the text of an exception is put into a ticket, and the exception is not: its type, its stack and what is inside it are lost.</summary>
internal sealed class MessageOnlyRule : IRule
{
    public const string Id = "SUP1006";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Only the exception's message is attached",
        "Only the message of '{0}' is attached: set Exception, so that support sees its type, its stack and its inner exceptions",
        RuleCategory.Completeness,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Of(Id));

    private static readonly string[] Carriers = ["FromException", "AddException", "RunAsync", "BeginScope"];

    public ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rule);

    public void Register(Registration registration) => registration.OnAssignment(Check, "Summary", "Description");

    private static void Check(NodeContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (assignment.Parent is not InitializerExpressionSyntax initializer || MessageOf(assignment.Right) is not { } message || Carries(context.Node)
            || initializer.Expressions.OfType<AssignmentExpressionSyntax>().Any(set => set.Left.ToString() is "Exception" or "Diagnostics")
            || context.Operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.ContainingType: { } owner } } || !context.Sdk.IsTicket(owner)
            || !IsException(context.Model.GetTypeInfo(message.Expression, context.CancellationToken).Type))
        {
            return;
        }

        context.Report(Rule, message.GetLocation(), message.Expression.ToString());
    }

    private static MemberAccessExpressionSyntax? MessageOf(ExpressionSyntax text) =>
        text.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().FirstOrDefault(access => access.Name.Identifier.ValueText == "Message" && access.Expression is IdentifierNameSyntax);

    // Somewhere in the body an exception is attached, or a scope takes it: then this text is not all that there is.
    private static bool Carries(SyntaxNode node)
    {
        SyntaxNode? body = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();
        return body.DescendantNodes().Any(other => other switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Exception" } } => true,
            SimpleNameSyntax name => Carriers.Contains(name.Identifier.ValueText),
            _ => false,
        });
    }

    private static bool IsException(ITypeSymbol? type)
    {
        for (var known = type; known is not null; known = known.BaseType)
        {
            if (known is { Name: nameof(Exception), ContainingNamespace.Name: nameof(System) })
            {
                return true;
            }
        }

        return false;
    }
}
