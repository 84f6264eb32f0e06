using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Flow.Values;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>Looks into what is called on the spot: lambdas, local functions, and helpers of the same file that nothing can override, two deep.</summary>
internal sealed class Inlining(Evaluator evaluator)
{
    private const int Deepest = 2;
    private const int DeepestFunction = 6;

    private FlowSession Session => evaluator.Session;

    private GraphRun Run => evaluator.Run;

    /// <summary>What the call gives; null where it cannot be looked into.</summary>
    public Value? Evaluate(IInvocationOperation call, Value? instance, List<Value> arguments)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return instance?.Function is { } function ? Lambda(function, arguments, evaluator.State) : null;
        }

        if (method is { Name: "Run", ContainingType.Name: "Task" } && arguments is { Count: > 0 } && arguments[0].Function is { } task)
        {
            return Lambda(task, [], evaluator.State);
        }

        return method.MethodKind == MethodKind.LocalFunction ? LocalFunction(call, arguments) : Helper(call, arguments);
    }

    /// <summary><c>RunAsync</c>: the work runs once, in a scope of its own.</summary>
    public Value InScope(IInvocationOperation call, Value work) =>
        (work.Function is { } function ? Lambda(function, [Value.OfScope(call.Syntax)], evaluator.State.Opened(call.Syntax)) : null) ?? evaluator.Foreign(call.Type);

    private Value? Lambda(IFlowAnonymousFunctionOperation function, List<Value> arguments, FlowState state)
    {
        if (Run.Depth >= DeepestFunction || !Session.Owners.TryGetValue(function, out var owner))
        {
            return null;
        }

        Session.MarkInlined(function.Syntax);
        var run = new GraphRun(owner.GetAnonymousFunctionControlFlowGraph(function, Session.CancellationToken), Session, Run.Depth + 1, Run.Helpers);
        run.Run(Bind(function.Symbol, arguments, state));
        return run.Result ?? Value.Assumed;
    }

    private Value? LocalFunction(IInvocationOperation call, List<Value> arguments)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (Run.Depth >= DeepestFunction || Session.Variables.IsDelegate(method) || Declares(method) is not { } graph)
        {
            return null;
        }

        Session.MarkInlined(graph.OriginalOperation.Syntax);
        var run = new GraphRun(graph, Session, Run.Depth + 1, Run.Helpers);
        var exit = run.Run(Bind(method, Ordered(call, arguments), evaluator.State));
        evaluator.State = exit is null ? evaluator.State : method.IsAsync ? exit.WithScopesOf(evaluator.State) : exit;
        return run.Result ?? Value.Assumed;
    }

    private ControlFlowGraph? Declares(IMethodSymbol method)
    {
        for (var graph = Run.Graph; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(method, SymbolEqualityComparer.Default))
            {
                return graph.GetLocalFunctionControlFlowGraph(method, Session.CancellationToken);
            }
        }

        return null;
    }

    // Of a helper, what it returns is of interest: a ticket, or a scope that it opened.
    private Value? Helper(IInvocationOperation call, List<Value> arguments)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (Run.Helpers >= Deepest || !GivesTicketOrScope(method) || method.IsVirtual || method.IsAbstract || (method.IsOverride && !method.IsSealed)
            || method.DeclaringSyntaxReferences is not { Length: 1 } declarations || declarations[0].SyntaxTree != Session.Model.SyntaxTree)
        {
            return null;
        }

        var declaration = declarations[0].GetSyntax(Session.CancellationToken);
        if (Session.Model.GetOperation(declaration, Session.CancellationToken) is not { } body || BodyFlow.Graph(body) is not { } graph)
        {
            return null;
        }

        var entry = FlowState.Start.WithScopesOf(evaluator.State);
        var run = new GraphRun(graph, Session, Run.Depth + 1, Run.Helpers + 1);
        if (run.Run(Bind(method, Ordered(call, arguments).Select(Plain).ToList(), entry)) is { } exit && run.Result is { } result)
        {
            evaluator.State = Scopes(exit, method.IsAsync);
            return result;
        }

        return null;
    }

    private FlowState Scopes(FlowState exit, bool isAsync) =>
        isAsync ? evaluator.State.ClosedAt(exit.Open.Except(evaluator.State.Open)) : exit.Open.Aggregate(evaluator.State, (state, site) => state.Opened(site));

    private bool GivesTicketOrScope(IMethodSymbol method)
    {
        var type = method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } inner } ? inner[0] : method.ReturnType;
        return Session.Sdk.IsTicket(type) || Sdk.Is(type, Session.Sdk.Scope);
    }

    // A list is known by its creation in the caller; a helper sees what is in it.
    private Value Plain(Value value) => value.Lists.Count > 0 ? Value.Of(evaluator.State.AnswersOf(value), null) : value.Function is null ? value : Value.Assumed;

    private static List<Value> Ordered(IInvocationOperation call, List<Value> arguments)
    {
        var ordered = new Value[call.TargetMethod.Parameters.Length];
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i].Parameter is { } parameter)
            {
                ordered[parameter.Ordinal] = arguments[i];
            }
        }

        return [.. ordered.Select(value => value ?? Value.Unknown)];
    }

    private static FlowState Bind(IMethodSymbol method, List<Value> arguments, FlowState state)
    {
        for (var i = 0; i < method.Parameters.Length && i < arguments.Count; i++)
        {
            state = state.With(method.Parameters[i], arguments[i]);
        }

        return state;
    }
}
