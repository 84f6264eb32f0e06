using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Flow.Values;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow;

/// <summary>What was seen of the ticket at one submission, over all the ways that lead to it.</summary>
internal sealed class Observation
{
    private readonly List<TicketVariant> _variants = [];

    /// <summary>The ways a ticket came here; without a scope around the call.</summary>
    public IReadOnlyList<TicketVariant> Variants => _variants;

    /// <summary>Whether a scope may be open around the call: then nothing is said about what it captured.</summary>
    public bool IsScoped { get; private set; }

    /// <summary>The calls that opened a scope which is closed here.</summary>
    public HashSet<SyntaxNode> ClosedScopes { get; } = [];

    public void Add(Value ticket, FlowState state)
    {
        IsScoped |= state.Open.Count > 0;
        ClosedScopes.UnionWith(state.Closed);
        var variants = ticket.Tickets.Length == 0 ? ImmutableArray.Create(TicketVariant.Unknown) : ticket.Tickets;
        foreach (var variant in variants)
        {
            if (!_variants.Contains(variant))
            {
                _variants.Add(variant);
            }
        }
    }

    public Answer Judge(Requirement requirement, Sdk sdk, TicketContract contract)
    {
        if (IsScoped || _variants.Count == 0)
        {
            return Answer.Unknown;
        }

        var conditional = contract.Requirements.FirstOrDefault(other => other.WhenSlot >= 0);
        var takesUnscoped = conditional is not null && _variants.Any(variant => variant.MayNameNobody(conditional, contract)) && sdk.Facts.CapturesAnything;
        return takesUnscoped ? Answer.Unknown : _variants.Aggregate(Answer.None, (answer, variant) => answer | variant.Judge(requirement, contract));
    }

    /// <summary>Where the ways that lack the requirement got what they have.</summary>
    public IEnumerable<SyntaxNode> OriginsWithout(Requirement requirement, TicketContract contract) =>
        _variants.Where(variant => (variant.Judge(requirement, contract) & Answer.Missing) != 0).Select(variant => variant.Origin).OfType<SyntaxNode>().OrderBy(node => node.SpanStart);
}
