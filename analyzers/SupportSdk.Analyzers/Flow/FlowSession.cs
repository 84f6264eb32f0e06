using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using SupportSdk.Analyzers.Flow.Values;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow;

/// <summary>One analysis of one body: what all of its parts share.</summary>
internal sealed class FlowSession(Sdk sdk, TicketContract contract, SemanticModel model, VariableUse variables, Func<string, bool> isHarmless, CancellationToken cancellationToken)
{
    // Blocks looked at, helpers and finally regions included. An ordinary method takes under a hundred.
    private const int Budget = 4_000;

    private readonly Dictionary<SyntaxNode, Observation> _observations = [];
    private readonly HashSet<SyntaxNode> _inlined = [];
    private readonly Dictionary<IFlowAnonymousFunctionOperation, FlowState> _functions = [];
    private int _visits;

    public Sdk Sdk => sdk;

    public TicketContract Contract => contract;

    public SemanticModel Model => model;

    public VariableUse Variables => variables;

    public CancellationToken CancellationToken => cancellationToken;

    public IReadOnlyDictionary<SyntaxNode, Observation> Observations => _observations;

    /// <summary>The functions that the body creates, with what was known there: for those that nobody calls on the spot.</summary>
    public IReadOnlyDictionary<IFlowAnonymousFunctionOperation, FlowState> Functions => _functions;

    /// <summary>The graphs in which functions were created.</summary>
    public Dictionary<IFlowAnonymousFunctionOperation, ControlFlowGraph> Owners { get; } = [];

    public bool IsExhausted => _visits > Budget;

    public bool IsHarmless(string method) => isHarmless(method);

    /// <summary>Whether a body that takes one more block stays within the budget.</summary>
    public bool Visit()
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ++_visits <= Budget;
    }

    public void Observe(SyntaxNode call, Value ticket, FlowState state)
    {
        if (!_observations.TryGetValue(call, out var observation))
        {
            _observations[call] = observation = new Observation();
        }

        observation.Add(ticket, state);
    }

    public void Created(IFlowAnonymousFunctionOperation function, GraphRun run, FlowState state)
    {
        Owners[function] = run.Graph;
        if (run.Observes)
        {
            _functions[function] = _functions.TryGetValue(function, out var known) ? known.Join(state) : state;
        }
    }

    public void MarkInlined(SyntaxNode function) => _inlined.Add(function);

    public bool IsInlined(SyntaxNode function) => _inlined.Contains(function);
}
