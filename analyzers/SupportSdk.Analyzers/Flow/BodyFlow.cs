using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow;

/// <summary>What the flow of one body says about each submission in it. Made once per body, however many submissions and rules ask.</summary>
internal sealed class BodyFlow
{
    private readonly FlowSession _session;

    private BodyFlow(FlowSession session) => _session = session;

    /// <summary>What was seen at a submission; null where it was not reached, or the body took more than the budget: then nothing is said.</summary>
    public Observation? At(SyntaxNode call) => !_session.IsExhausted && _session.Observations.TryGetValue(call, out var observation) ? observation : null;

    public static BodyFlow? Of(IOperation root, SemanticModel model, Sdk sdk, Func<string, bool> isHarmless, CancellationToken cancellationToken)
    {
        if (sdk.Contract is not { } contract || Graph(root) is not { } graph)
        {
            return null;
        }

        var session = new FlowSession(sdk, contract, model, new VariableUse(root), isHarmless, cancellationToken);
        var entry = ForeignScope.IsAround(root, sdk) ? FlowState.Start.Opened(root.Syntax) : FlowState.Start;
        new GraphRun(graph, session).Run(entry);
        RunEscaped(session);
        RunUncalled(graph, session, entry);
        return new BodyFlow(session);
    }

    public static ControlFlowGraph? Graph(IOperation root) => root switch
    {
        IMethodBodyOperation method => ControlFlowGraph.Create(method),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor),
        IBlockOperation block => ControlFlowGraph.Create(block),
        IFieldInitializerOperation field => ControlFlowGraph.Create(field),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property),
        IParameterInitializerOperation parameter => ControlFlowGraph.Create(parameter),
        _ => null,
    };

    // A lambda that is kept runs later: of what was known at its creation, only what never changes is still so.
    private static void RunEscaped(FlowSession session)
    {
        while (session.Functions.FirstOrDefault(pair => !session.IsInlined(pair.Key.Syntax)) is { Key: { } function, Value: var state })
        {
            session.MarkInlined(function.Syntax);
            var inner = session.Owners[function].GetAnonymousFunctionControlFlowGraph(function, session.CancellationToken);
            var entry = state.OnlyStable(session.Variables);
            new GraphRun(inner, session).Run(function.Symbol.Parameters.Any(parameter => Sdk.Is(parameter.Type, session.Sdk.Scope)) ? entry.Opened(function.Syntax) : entry);
        }
    }

    // A local function that nobody calls here: nothing is known of its surroundings.
    private static void RunUncalled(ControlFlowGraph graph, FlowSession session, FlowState entry)
    {
        foreach (var function in graph.LocalFunctions)
        {
            var inner = graph.GetLocalFunctionControlFlowGraph(function, session.CancellationToken);
            if (!session.IsInlined(inner.OriginalOperation.Syntax))
            {
                session.MarkInlined(inner.OriginalOperation.Syntax);
                new GraphRun(inner, session).Run(entry);
                RunEscaped(session);
            }

            RunUncalled(inner, session, entry);
        }
    }
}
