using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Driver;
using SupportSdk.Analyzers.Flow.Values;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>What a call gives and changes: scopes, lists, helpers, and what leaves by it.</summary>
internal sealed class Calls(Evaluator evaluator)
{
    private static readonly string[] PassingOn = ["ConfigureAwait", "AsTask", "WaitAsync", "GetAwaiter", "GetResult", "FromResult", "AsValueTask"];

    private readonly Inlining _inlining = new(evaluator);

    private FlowSession Session => evaluator.Session;

    public Value Evaluate(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var instance = call.Instance is null ? null : evaluator.Evaluate(call.Instance);
        var arguments = call.Arguments.Select(argument => evaluator.Evaluate(argument.Value)).ToList();
        if (evaluator.Run.Observes && SubmissionFinder.SinkOf(call, Session.Sdk) is { } sink)
        {
            Session.Observe(call.Syntax, arguments[call.Arguments.IndexOf(sink)], evaluator.State);
        }

        return OfSdk(call, method, instance, arguments)
            ?? OfValue(call, method, instance, arguments)
            ?? _inlining.Evaluate(call, instance, arguments)
            ?? Foreign(call, instance, arguments);
    }

    /// <summary>Notes that a value went where nobody looks: what is in a list is no longer known.</summary>
    public Value Escape(Value value)
    {
        foreach (var site in value.Lists)
        {
            evaluator.State = evaluator.State.WithList(site, Answer.Unknown);
        }

        return value;
    }

    /// <summary>The ticket with what a member marked <c>[ProvidesDiagnostics]</c> says it supplies.</summary>
    public TicketVariant Provide(TicketVariant variant, IMethodSymbol member)
    {
        foreach (var data in (member.ReducedFrom ?? member).OriginalDefinition.GetAttributes())
        {
            if (Sdk.Is(data.AttributeClass, Session.Sdk.Provides) && data.ConstructorArguments is { Length: 1 } flags && flags[0].Value is int value)
            {
                variant = Session.Contract.Provided(value).Aggregate(variant, (known, slot) => known.With(slot, Answer.Given));
            }
        }

        return variant;
    }

    private Value? OfSdk(IInvocationOperation call, IMethodSymbol method, Value? instance, List<Value> arguments)
    {
        if ((method.Name == "BeginScope" && Sdk.IsMember(method, Session.Sdk.Client)) || (method.Name == "Enter" && Sdk.IsMember(method, Session.Sdk.Scope)))
        {
            evaluator.State = evaluator.State.Opened(call.Syntax);
            return Value.OfScope(call.Syntax);
        }

        if (method.Name is "Dispose" or "DisposeAsync" && instance is { Scopes.Count: > 0 })
        {
            evaluator.State = evaluator.State.ClosedAt(instance.Scopes);
            return Value.Assumed;
        }

        if (method.Name == "RunAsync" && Sdk.IsMember(method, Session.Sdk.Client) && arguments.Count > 1)
        {
            return _inlining.InScope(call, arguments[1]);
        }

        return method.Name == "<Clone>$" && instance is not null ? instance.Select(variant => variant.At(call.Syntax))
            : Sdk.Has((method.ReducedFrom ?? method).OriginalDefinition, Session.Sdk.Provides) ? Provided(call, instance, arguments)
            : null;
    }

    // The SDK's own factories give what they say and no more; of a user's, what is not said is not known.
    private Value? Provided(IInvocationOperation call, Value? instance, List<Value> arguments)
    {
        var method = call.TargetMethod;
        var returned = method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } inner } ? inner[0] : method.ReturnType;
        if (!Session.Sdk.IsTicket(returned))
        {
            return Session.Sdk.IsTicket(method.ContainingType) || Sdk.IsMember(method, Session.Sdk.Scope) || Sdk.Is(method.ContainingType, Session.Sdk.ExecutionLink) ? Value.Given : null;
        }

        var source = arguments.Prepend(instance).FirstOrDefault(value => value is { Tickets.Length: > 0 });
        if (source is not null)
        {
            return source.Select(variant => Provide(variant, method));
        }

        var isOwn = Session.Sdk.IsTicket(method.ContainingType);
        var fresh = isOwn ? TicketVariant.Fresh(call.Syntax) : TicketVariant.Unknown;
        return Value.OfTicket(Provide(isOwn ? fresh.With(Session.Contract.Tied, arguments.Any(argument => argument.IsTied) ? Answer.Assumed : Answer.Null) : fresh, method));
    }

    private Value? OfValue(IInvocationOperation call, IMethodSymbol method, Value? instance, List<Value> arguments)
    {
        var subject = instance ?? arguments.FirstOrDefault();
        if (PassingOn.Contains(method.Name) && method.ContainingNamespace?.ToString().StartsWith("System", StringComparison.Ordinal) == true)
        {
            return subject;
        }

        if (subject is { Lists.Count: > 0 })
        {
            return OfList(method.Name, subject, arguments);
        }

        return Lists.Copies(method.Name) && subject is not null && method.IsExtensionMethod ? subject
            : method is { Name: "Empty", ContainingType.Name: "Array" or "Enumerable" } ? Value.Empty(call.Syntax)
            : method is { Name: "GetUtcNow" or "GetLocalNow", ContainingType.Name: "TimeProvider" } ? Value.Given
            : null;
    }

    private Value? OfList(string method, Value list, List<Value> arguments)
    {
        if (Lists.Copies(method))
        {
            return Value.Of(evaluator.State.AnswersOf(list), null);
        }

        var last = arguments.LastOrDefault();
        if (Lists.After(method, evaluator.State.AnswersOf(list), last is null ? Answer.Unknown : evaluator.State.AnswersOf(last)) is not { } after)
        {
            return null;
        }

        foreach (var site in list.Lists)
        {
            evaluator.State = evaluator.State.WithList(site, list.Lists.Count == 1 ? after : after | Answer.Unknown);
        }

        return Value.Assumed;
    }

    private Value Foreign(IInvocationOperation call, Value? instance, List<Value> arguments)
    {
        if (!Session.IsHarmless(call.TargetMethod.Name))
        {
            foreach (var value in instance is null ? arguments : arguments.Append(instance))
            {
                Escape(value);
            }
        }

        var byReference = new Assignments(evaluator);
        foreach (var argument in call.Arguments.Where(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out))
        {
            byReference.Write(argument.Value, evaluator.Foreign(argument.Value.Type));
        }

        // Somebody else's scope, handed over open; what an async method opened is not open in its caller.
        if (Sdk.Is(call.Type, Session.Sdk.Scope))
        {
            evaluator.State = evaluator.State.Opened(call.Syntax);
            return Value.OfScope(call.Syntax);
        }

        return evaluator.Foreign(call.Type);
    }
}
