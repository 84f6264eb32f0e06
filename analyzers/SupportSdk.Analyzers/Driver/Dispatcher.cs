using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Driver;

/// <summary>Looks at the name of each call, creation and assignment, and hands the few that a rule asked for to that rule.</summary>
internal sealed class Dispatcher
{
    private readonly Sdk _sdk;
    private readonly Registration _wanted = new();

    public Dispatcher(Sdk sdk, ImmutableArray<IRule> rules)
    {
        _sdk = sdk;
        foreach (var rule in rules)
        {
            rule.Register(_wanted);
        }
    }

    public void Register(CompilationStartAnalysisContext start)
    {
        if (!_wanted.Calls.IsEmpty || _wanted.Submissions.Count > 0)
        {
            start.RegisterSyntaxNodeAction(Call, SyntaxKind.InvocationExpression);
        }

        if (!_wanted.Creations.IsEmpty)
        {
            start.RegisterSyntaxNodeAction(Creation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        }

        if (!_wanted.Assignments.IsEmpty)
        {
            start.RegisterSyntaxNodeAction(Assignment, SyntaxKind.SimpleAssignmentExpression);
        }

        if (_wanted.Catches.Count > 0)
        {
            start.RegisterSyntaxNodeAction(Catch, SyntaxKind.CatchClause);
        }
    }

    private void Call(SyntaxNodeAnalysisContext context)
    {
        if (SimpleName.Of(((InvocationExpressionSyntax)context.Node).Expression) is not { } name)
        {
            return;
        }

        if (_wanted.Calls.Find(name) is { } actions)
        {
            Run(context, actions);
        }

        if (_wanted.Submissions.Count > 0 && SubmissionFinder.MaySubmit(name, _sdk) && !IsUnseen(context)
            && SubmissionFinder.Find(new NodeContext(context, _sdk)) is { } submission)
        {
            foreach (var action in _wanted.Submissions)
            {
                action(submission);
            }
        }
    }

    private void Creation(SyntaxNodeAnalysisContext context)
    {
        if (_wanted.Creations.Find(SimpleName.OfCreated((BaseObjectCreationExpressionSyntax)context.Node)) is { } actions)
        {
            Run(context, actions);
        }
    }

    private void Assignment(SyntaxNodeAnalysisContext context)
    {
        if (_wanted.Assignments.Find(SimpleName.Of(((AssignmentExpressionSyntax)context.Node).Left)) is { } actions)
        {
            Run(context, actions);
        }
    }

    private void Catch(SyntaxNodeAnalysisContext context) => Run(context, _wanted.Catches);

    private void Run(SyntaxNodeAnalysisContext context, List<Action<NodeContext>> actions)
    {
        if (IsUnseen(context))
        {
            return;
        }

        var node = new NodeContext(context, _sdk);
        foreach (var action in actions)
        {
            action(node);
        }
    }

    /// <summary>Whether the code is generated and maps back to no file that a person wrote.</summary>
    private static bool IsUnseen(SyntaxNodeAnalysisContext context) => context.IsGeneratedCode && !context.Node.GetLocation().GetMappedLineSpan().HasMappedPath;
}
