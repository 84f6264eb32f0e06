using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Flow.Evaluation;
using SupportSdk.Analyzers.Flow.Values;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow;

/// <summary>
/// Runs a body's control-flow graph to a fixed point. A finally region is run once for each way into it, so that what a <c>using</c> closes on one way stays closed on
/// that way only; what may throw reaches the handlers around it with what was known at that moment.
/// </summary>
internal sealed class GraphRun(ControlFlowGraph graph, FlowSession session, int depth = 0, int helpers = 0)
{
    private readonly Dictionary<ControlFlowRegion, FlowState> _thrown = [];
    private readonly Stack<BlockPass> _passes = [];
    private FlowState? _exit;

    public ControlFlowGraph Graph => graph;

    public FlowSession Session => session;

    /// <summary>How many functions deep this is; 0 for the body itself.</summary>
    public int Depth => depth;

    /// <summary>How many helpers deep this is: methods beside the body.</summary>
    public int Helpers => helpers;

    /// <summary>Whether submissions seen here are those of the body itself.</summary>
    public bool Observes => helpers == 0;

    /// <summary>The l-values that captures stand for.</summary>
    public Dictionary<CaptureId, IOperation> Captured { get; } = [];

    /// <summary>What the body returns; null where it returns nothing.</summary>
    public Value? Result { get; private set; }

    /// <summary>What is known where the body ends; null where it never does, or where it took more than the budget.</summary>
    public FlowState? Run(FlowState entry)
    {
        RunPass(new BlockPass(0, graph.Blocks.Length - 1), entry, 0);
        return session.IsExhausted ? null : _exit;
    }

    private FlowState? RunPass(BlockPass pass, FlowState entry, int first)
    {
        _passes.Push(pass);
        pass.Merge(first, entry);
        while (pass.Next() is { } ordinal && session.Visit())
        {
            RunBlock(graph.Blocks[ordinal], pass.At(ordinal)!, pass);
        }

        _passes.Pop();
        return pass.End;
    }

    private void RunBlock(BasicBlock block, FlowState state, BlockPass pass)
    {
        var evaluator = new Evaluator(this, state);
        Value? value = null;
        foreach (var operation in block.BranchValue is null ? block.Operations : block.Operations.Add(block.BranchValue))
        {
            // What throws has not had its effect: the next operation may throw with it.
            if (MayThrow(operation))
            {
                Throw(block.EnclosingRegion, evaluator.State);
            }

            value = evaluator.Evaluate(operation);
        }

        if (block.ConditionalSuccessor is { } conditional)
        {
            var isTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(conditional, evaluator.Refine(block.BranchValue!, isTrue), pass);
            Follow(block.FallThroughSuccessor, evaluator.Refine(block.BranchValue!, !isTrue), pass);
            return;
        }

        if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Return } && block.BranchValue is not null && value is not null)
        {
            Result = Result?.Join(value) ?? value;
        }

        Follow(block.FallThroughSuccessor, evaluator.State, pass);
        if (block.Kind == BasicBlockKind.Exit)
        {
            _exit = _exit?.Join(evaluator.State) ?? evaluator.State;
        }
    }

    private void Follow(ControlFlowBranch? branch, FlowState? state, BlockPass pass)
    {
        if (branch is null || state is null)
        {
            return;
        }

        if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling)
        {
            pass.Finish(state);
            return;
        }

        foreach (var region in branch.FinallyRegions)
        {
            if (state is null)
            {
                return;
            }

            state = RunFinally(region, state);
        }

        if (state is not null && branch.Destination is { } destination)
        {
            Merge(destination.Ordinal, state);
        }
    }

    private FlowState? RunFinally(ControlFlowRegion region, FlowState state) =>
        RunPass(new BlockPass(region.FirstBlockOrdinal, region.LastBlockOrdinal), state, region.FirstBlockOrdinal);

    private void Merge(int ordinal, FlowState state)
    {
        foreach (var pass in _passes)
        {
            if (pass.Covers(ordinal))
            {
                pass.Merge(ordinal, state);
                return;
            }
        }
    }

    // Neither what the compiler adds to a using throws, nor the end of a scope, by its contract.
    private bool MayThrow(IOperation operation) =>
        !operation.IsImplicit
        && !(operation is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Dispose", Instance: { } instance } } && Sdk.Is(instance.Type, session.Sdk.Scope));

    /// <summary>Brings what is known to the handlers around a place that may throw.</summary>
    private void Throw(ControlFlowRegion region, FlowState state)
    {
        // The root of a lambda's graph stands in a region of the graph around it, which is not ours.
        for (var inner = region; inner is { Kind: not ControlFlowRegionKind.Root, EnclosingRegion: { } outer }; inner = outer)
        {
            if (inner.Kind != ControlFlowRegionKind.Try)
            {
                continue;
            }

            if (outer.Kind == ControlFlowRegionKind.TryAndCatch)
            {
                if (Catches(outer, inner, state))
                {
                    return;
                }
            }
            else if (ThroughFinally(outer, inner, state) is { } after)
            {
                state = after;
            }
            else
            {
                return;
            }
        }
    }

    private bool Catches(ControlFlowRegion outer, ControlFlowRegion tried, FlowState state)
    {
        foreach (var handler in outer.NestedRegions)
        {
            if (ReferenceEquals(handler, tried))
            {
                continue;
            }

            Merge(handler.FirstBlockOrdinal, state);
            if (handler.Kind == ControlFlowRegionKind.Catch && handler.ExceptionType is null or { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace.Name: "System" })
            {
                return true;
            }
        }

        return false;
    }

    private FlowState? ThroughFinally(ControlFlowRegion outer, ControlFlowRegion tried, FlowState state)
    {
        var known = _thrown.TryGetValue(tried, out var before) ? before.Join(state) : state;
        if (ReferenceEquals(known, before))
        {
            return null;
        }

        _thrown[tried] = known;
        var handler = outer.NestedRegions.FirstOrDefault(nested => nested.Kind == ControlFlowRegionKind.Finally);
        return handler is null ? null : RunFinally(handler, known);
    }
}
