using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow.Values;

/// <summary>
/// A ticket as one way through the code made it: an answer for each slot of the contract, in four bits. A ticket is immutable, so that a variant is a value:
/// what keeps a reference to the ticket cannot change it.
/// </summary>
internal readonly struct TicketVariant(ulong bits, SyntaxNode? origin) : IEquatable<TicketVariant>
{
    // Per slot: missing, given, assumed, unknown. What decides (AffectsEndUser, Impact) has unset, yes, no, unknown there.
    private const ulong AllMissing = 0x1111_1111_1111_1111;
    private const ulong AllUnknown = 0x8888_8888_8888_8888;
    private const int SlotBits = 4;

    public static TicketVariant Unknown => new(AllUnknown, null);

    /// <summary>Where the ticket got what it has, for the one who reads the message.</summary>
    public SyntaxNode? Origin => origin;

    public bool IsUnknown => bits == AllUnknown;

    public static TicketVariant Fresh(SyntaxNode origin) => new(AllMissing, origin);

    public Answer this[int slot] => ((bits >> (slot * SlotBits)) & 0xF) switch
    {
        var b => ((b & 1) != 0 ? Answer.Null : 0) | ((b & 2) != 0 ? Answer.Given : 0) | ((b & 4) != 0 ? Answer.Assumed : 0) | ((b & 8) != 0 ? Answer.Unknown : 0),
    };

    public TicketVariant With(int slot, Answer answer, SyntaxNode? newOrigin = null)
    {
        var b = ((answer & Answer.Missing) != 0 ? 1UL : 0) | ((answer & Answer.Given) != 0 ? 2UL : 0) | ((answer & Answer.Assumed) != 0 ? 4UL : 0) | ((answer & Answer.Unknown) != 0 ? 8UL : 0);
        return new TicketVariant((bits & ~(0xFUL << (slot * SlotBits))) | ((b == 0 ? 8UL : b) << (slot * SlotBits)), newOrigin ?? origin);
    }

    public TicketVariant At(SyntaxNode newOrigin) => new(bits, newOrigin);

    public TicketVariant Or(TicketVariant other) => new(bits | other.Bits, origin ?? other.Origin);

    /// <summary>Whether the requirement is met: missing on every way through this variant, given, assumed, unknown, or several of them.</summary>
    public Answer Judge(Requirement requirement, TicketContract contract)
    {
        var missing = true;
        var answer = Answer.None;
        foreach (var slot in requirement.Slots)
        {
            var one = this[slot];
            missing &= (one & Answer.Missing) != 0;
            answer |= one & ~Answer.Missing;
        }

        return missing ? Applied(answer | Answer.Null, requirement, contract) : answer;
    }

    public bool Equals(TicketVariant other) => bits == other.Bits;

    public override bool Equals(object? obj) => obj is TicketVariant other && Equals(other);

    public override int GetHashCode() => bits.GetHashCode();

    /// <summary>Whether the ticket may name no user and affect none: then evidence that was captured without a scope goes with it.</summary>
    public bool MayNameNobody(Requirement requirement, TicketContract contract) =>
        (this[requirement.Slots[0]] & (Answer.Missing | Answer.Unknown)) != 0 && (Applies(requirement, contract) & (Answer.Assumed | Answer.Unknown)) != 0;

    private ulong Bits => bits;

    // Given: it is required. Assumed: it is not. Where nothing is said, the impact decides.
    private Answer Applies(Requirement requirement, TicketContract contract)
    {
        var applies = this[requirement.WhenSlot];
        if ((applies & Answer.Missing) == 0)
        {
            return applies;
        }

        var byImpact = this[contract.SlotOf("Impact")];
        return (applies & ~Answer.Missing) | ((byImpact & Answer.Missing) != 0 ? (byImpact & ~Answer.Missing) | Answer.Given : byImpact);
    }

    private Answer Applied(Answer answer, Requirement requirement, TicketContract contract)
    {
        if (requirement.WhenSlot < 0)
        {
            return answer;
        }

        var applies = Applies(requirement, contract);
        return (applies & Answer.Unknown) != 0 ? (answer & ~Answer.Missing) | Answer.Unknown
            : (applies & Answer.Given) == 0 ? Answer.Given
            : (applies & Answer.Assumed) != 0 ? answer | Answer.Given
            : answer;
    }
}
