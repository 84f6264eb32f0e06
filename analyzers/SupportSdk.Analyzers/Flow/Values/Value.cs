using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SupportSdk.Analyzers.Flow.Values;

/// <summary>What is known of one value at one place. Immutable.</summary>
internal sealed class Value : IEquatable<Value>
{
    private const int MostVariants = 12;

    private static readonly ImmutableHashSet<SyntaxNode> NoSites = ImmutableHashSet<SyntaxNode>.Empty;

    private Value(Answer answers) => Answers = answers;

    private Value(Value other)
    {
        (Answers, Constant, Tickets, Scopes) = (other.Answers, other.Constant, other.Tickets, other.Scopes);
        (Lists, Function, Origin, IsTied) = (other.Lists, other.Function, other.Origin, other.IsTied);
    }

    public static Value Given { get; } = new(Answer.Given);

    public static Value Assumed { get; } = new(Answer.Assumed);

    public static Value Unknown { get; } = new(Answer.Unknown) { Tickets = ImmutableArray.Create(TicketVariant.Unknown), IsTied = true };

    /// <summary>Whether it is there; of a list with <see cref="Lists"/> that of the state too.</summary>
    public Answer Answers { get; private set; }

    /// <summary>The constant, where it is one on every way.</summary>
    public object? Constant { get; private set; }

    public ImmutableArray<TicketVariant> Tickets { get; private set; } = ImmutableArray<TicketVariant>.Empty;

    /// <summary>The calls that opened the scopes that this may be.</summary>
    public ImmutableHashSet<SyntaxNode> Scopes { get; private set; } = NoSites;

    /// <summary>The creations of the lists that this may be.</summary>
    public ImmutableHashSet<SyntaxNode> Lists { get; private set; } = NoSites;

    public IFlowAnonymousFunctionOperation? Function { get; private set; }

    /// <summary>Where it became null or empty.</summary>
    public SyntaxNode? Origin { get; private set; }

    /// <summary>Whether an exception may carry the snapshot of a scope that it left.</summary>
    public bool IsTied { get; private set; }

    public static Value Null(SyntaxNode origin) => new(Answer.Null) { Origin = origin };

    public static Value Empty(SyntaxNode origin) => new(Answer.Empty) { Origin = origin };

    public static Value OfConstant(object? constant, SyntaxNode origin) => constant switch
    {
        null => Null(origin),
        string text when string.IsNullOrWhiteSpace(text) => new(Answer.Empty) { Origin = origin, Constant = text },
        _ => new(Answer.Given) { Constant = constant },
    };

    public static Value OfTicket(TicketVariant variant) => new(Answer.Given) { Tickets = ImmutableArray.Create(variant) };

    public static Value OfScope(SyntaxNode site) => new(Answer.Given) { Scopes = NoSites.Add(site) };

    public static Value OfList(SyntaxNode site) => new(Answer.None) { Lists = NoSites.Add(site) };

    public static Value OfFunction(IFlowAnonymousFunctionOperation function) => new(Answer.Given) { Function = function };

    public static Value Exception(bool isTied) => new(Answer.Given) { IsTied = isTied };

    public static Value Of(Answer answers, SyntaxNode? origin) => new(answers) { Origin = origin };

    public Value WithAnswers(Answer answers) => new(this) { Answers = answers, Constant = null };

    public Value WithTie(bool isTied) => isTied == IsTied ? this : new(this) { IsTied = isTied };

    public Value Select(Func<TicketVariant, TicketVariant> change) => new(this) { Tickets = Limit(ImmutableArray.CreateRange(Tickets.Select(change).Distinct())) };

    public Value Join(Value other)
    {
        if (Equals(other))
        {
            return this;
        }

        return new Value(Answers | other.Answers)
        {
            Constant = Equals(Constant, other.Constant) ? Constant : null,
            Tickets = Limit(ImmutableArray.CreateRange(Tickets.Concat(other.Tickets).Distinct())),
            Scopes = Scopes.Union(other.Scopes),
            Lists = Lists.Union(other.Lists),
            Function = ReferenceEquals(Function, other.Function) ? Function : null,
            Origin = Earlier(Origin, other.Origin),
            IsTied = IsTied || other.IsTied,
        };
    }

    public bool Equals(Value? other) =>
        other is not null && Answers == other.Answers && Equals(Constant, other.Constant) && IsTied == other.IsTied && ReferenceEquals(Function, other.Function)
        && Tickets.Length == other.Tickets.Length && Tickets.All(variant => other.Tickets.Contains(variant)) && Scopes.SetEquals(other.Scopes) && Lists.SetEquals(other.Lists);

    public override bool Equals(object? obj) => Equals(obj as Value);

    public override int GetHashCode() => (int)Answers;

    private static SyntaxNode? Earlier(SyntaxNode? one, SyntaxNode? other) =>
        one is null || (other is not null && other.SpanStart < one.SpanStart) ? other : one;

    // Many ways blur into one; what is then mixed stays silent or becomes a maybe, never a definite answer.
    private static ImmutableArray<TicketVariant> Limit(ImmutableArray<TicketVariant> variants) =>
        variants.Length <= MostVariants ? variants : ImmutableArray.Create(variants.Aggregate((one, other) => one.Or(other)));
}
