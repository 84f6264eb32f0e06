using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Driver;

/// <summary>Finds the call's argument through which a ticket leaves.</summary>
internal static class SubmissionFinder
{
    /// <summary>By the name alone: the SDK's own sinks, wrappers marked <c>[Submits]</c> that are named for what they do, and the sinks of the options.</summary>
    public static bool MaySubmit(string name, Sdk sdk) =>
        name.IndexOf("Submit", StringComparison.Ordinal) >= 0 || name == "PrepareAsync" || sdk.Options.IsSinkName(name);

    public static Submission? Find(NodeContext context)
    {
        if (context.Operation is not IInvocationOperation call)
        {
            return null;
        }

        return SinkOf(call, context.Sdk) is { } sink ? new Submission(context, call, Implicit.Unwrap(sink.Value)) : null;
    }

    /// <summary>The argument through which a ticket leaves; null where none does.</summary>
    public static IArgumentOperation? SinkOf(IInvocationOperation call, Sdk sdk)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && IsSink(parameter, call.TargetMethod, sdk))
            {
                return argument;
            }
        }

        return null;
    }

    private static bool IsSink(IParameterSymbol parameter, IMethodSymbol method, Sdk sdk) =>
        IsMarked(parameter, method, sdk) || (sdk.IsTicket(parameter.Type) && sdk.Options.IsSink(method));

    // An override keeps the promise of what it overrides, and an attribute on a parameter is not inherited by the compiler.
    private static bool IsMarked(IParameterSymbol parameter, IMethodSymbol method, Sdk sdk)
    {
        for (var declaring = method.ReducedFrom ?? method; declaring is not null; declaring = declaring.OverriddenMethod)
        {
            var ordinal = parameter.Ordinal + declaring.Parameters.Length - method.Parameters.Length;
            if (Sdk.Has(declaring.OriginalDefinition.Parameters[ordinal], sdk.Submits))
            {
                return true;
            }
        }

        return false;
    }
}
