using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Driver;

namespace SupportSdk.Analyzers.Flow;

/// <summary>The flows of one compilation, by body: several submissions and rules share one analysis. It lives as long as the compilation's own start.</summary>
internal sealed class FlowCache
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _bodies = new();

    public BodyFlow? Of(IOperation operation, NodeContext context)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return _bodies.GetValue(root.Syntax, _ => new Entry(BodyFlow.Of(root, context.Model, context.Sdk, context.Options.HarmlessMethods.Contains, context.CancellationToken))).Flow;
    }

    private sealed class Entry(BodyFlow? flow)
    {
        public BodyFlow? Flow => flow;
    }
}
