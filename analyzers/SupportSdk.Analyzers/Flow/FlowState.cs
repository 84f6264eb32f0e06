using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Flow.Values;

namespace SupportSdk.Analyzers.Flow;

/// <summary>What is known at one place: of variables, of lists, and of the scopes that may be open. Immutable.</summary>
internal sealed class FlowState
{
    private static readonly ImmutableHashSet<SyntaxNode> NoSites = ImmutableHashSet<SyntaxNode>.Empty;

    private readonly ImmutableDictionary<object, Value> _values;
    private readonly ImmutableDictionary<SyntaxNode, Answer> _lists;

    private FlowState(ImmutableDictionary<object, Value> values, ImmutableDictionary<SyntaxNode, Answer> lists, ImmutableHashSet<SyntaxNode> open, ImmutableHashSet<SyntaxNode> closed) =>
        (_values, _lists, Open, Closed) = (values, lists, open, closed);

    public static FlowState Start { get; } =
        new(ImmutableDictionary.Create<object, Value>(VariableComparer.Instance), ImmutableDictionary<SyntaxNode, Answer>.Empty, NoSites, NoSites);

    /// <summary>The calls whose scope may be open here.</summary>
    public ImmutableHashSet<SyntaxNode> Open { get; }

    /// <summary>The calls whose scope was open on the way here, and is closed.</summary>
    public ImmutableHashSet<SyntaxNode> Closed { get; }

    /// <summary>The value of a local, a parameter or a capture; null where nothing was assigned on the way.</summary>
    public Value? this[object variable] => _values.TryGetValue(variable, out var value) ? value : null;

    public FlowState With(object variable, Value value) => this[variable] is { } old && old.Equals(value) ? this : new(_values.SetItem(variable, value), _lists, Open, Closed);

    public FlowState Without(IEnumerable<object> variables) => new(_values.RemoveRange(variables), _lists, Open, Closed);

    public FlowState WithList(SyntaxNode site, Answer answer) => new(_values, _lists.SetItem(site, answer), Open, Closed);

    public FlowState Opened(SyntaxNode site) => Open.Contains(site) ? this : new(_values, _lists, Open.Add(site), Closed.Remove(site));

    public FlowState ClosedAt(IEnumerable<SyntaxNode> sites) => new(_values, _lists, Open.Except(sites), Closed.Union(sites));

    /// <summary>Only what keeps its first value; for code that runs later.</summary>
    public FlowState OnlyStable(VariableUse variables) => Without(_values.Keys.Where(variable => variable is not ISymbol symbol || !variables.IsStable(symbol)));

    /// <summary>The same with the scopes of another state: what was opened in an async helper is not open in its caller.</summary>
    public FlowState WithScopesOf(FlowState other) => new(_values, _lists, other.Open, other.Closed.Union(Open.Except(other.Open)).Union(Closed));

    /// <summary>Whether the value is there, the lists that it may be included.</summary>
    public Answer AnswersOf(Value value)
    {
        var answers = value.Answers;
        foreach (var site in value.Lists)
        {
            answers |= _lists.TryGetValue(site, out var answer) ? answer : Answer.Unknown;
        }

        return answers;
    }

    /// <summary>Either of the two; this one where the other adds nothing.</summary>
    public FlowState Join(FlowState other)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        var values = _values;
        foreach (var pair in other._values)
        {
            var joined = this[pair.Key] is { } mine ? mine.Join(pair.Value) : pair.Value;
            values = ReferenceEquals(joined, this[pair.Key]) ? values : values.SetItem(pair.Key, joined);
        }

        var lists = _lists;
        foreach (var pair in other._lists)
        {
            lists = lists.SetItem(pair.Key, pair.Value | (lists.TryGetValue(pair.Key, out var mine) ? mine : Answer.None));
        }

        var (open, closed) = (Open.Union(other.Open), Closed.Union(other.Closed));
        return ReferenceEquals(values, _values) && ReferenceEquals(lists, _lists) && ReferenceEquals(open, Open) && ReferenceEquals(closed, Closed)
            ? this
            : new FlowState(values, lists, open, closed);
    }

    /// <summary>Symbols by what they are, captures by their id.</summary>
    private sealed class VariableComparer : IEqualityComparer<object>
    {
        public static readonly VariableComparer Instance = new();

        public new bool Equals(object? x, object? y) => x is ISymbol one ? y is ISymbol other && SymbolEqualityComparer.Default.Equals(one, other) : object.Equals(x, y);

        public int GetHashCode(object obj) => obj is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : obj.GetHashCode();
    }
}
