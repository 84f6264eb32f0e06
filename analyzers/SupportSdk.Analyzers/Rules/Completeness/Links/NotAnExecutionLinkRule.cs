using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Driver;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Rules.Completeness.Links;

/// <summary>SUP1007: a constant that never is a link to a workflow execution, so that the ticket goes out without it, or the call throws.</summary>
internal sealed class NotAnExecutionLinkRule : IRule
{
    public const string Id = "SUP1007";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Link is not a workflow execution",
        "This is never a link to a workflow execution: {0}",
        RuleCategory.Completeness,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Of(Id));

    public ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rule);

    public void Register(Registration registration) => registration.OnCall(Check, "TryParse", "Create");

    private static void Check(NodeContext context)
    {
        if (context.Sdk.Options.IsTestProject
            || context.Operation is not IInvocationOperation call
            || !Sdk.Is(call.TargetMethod.ContainingType, context.Sdk.ExecutionLink))
        {
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (!argument.IsImplicit && ProblemOf(argument, call.TargetMethod.Name) is { } problem)
            {
                context.Report(Rule, argument.Value.Syntax.GetLocation(), problem);
            }
        }
    }

    private static string? ProblemOf(IArgumentOperation argument, string method) => argument.Parameter switch
    {
        { Ordinal: 0, Type.SpecialType: SpecialType.System_String } when argument.Value.ConstantValue is { HasValue: true, Value: var text } => ExecutionLinkShape.ProblemOf((string?)text),
        { Type.Name: "Guid", Name: var name } when method == "Create" && ConstantId.IsEmpty(argument.Value) => $"{name} is empty",
        _ => null,
    };
}
