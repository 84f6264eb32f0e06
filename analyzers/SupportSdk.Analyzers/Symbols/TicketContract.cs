using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>
/// The completeness contract as it stands on the ticket type: which properties supply what. Each property that matters has a slot of a <see cref="Flow.Values.TicketVariant"/>.
/// </summary>
internal sealed class TicketContract
{
    /// <summary>An enum of this many flags, and this many properties, fit into a variant; a larger contract is not understood, and no rule speaks.</summary>
    private const int MostSlots = 16;

    private static readonly string[] Others = ["Diagnostics", "Impact"];

    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    private TicketContract(INamedTypeSymbol ticket, INamedTypeSymbol required)
    {
        var marked = ticket.GetMembers().OfType<IPropertySymbol>()
            .SelectMany(property => property.GetAttributes().Where(data => Sdk.Is(data.AttributeClass, required)).Select(data => new Mark(property, data))).ToList();
        foreach (var name in marked.Select(mark => mark.Property).Concat(marked.Select(mark => mark.When).OfType<string>()).Concat(Others).Distinct())
        {
            _slots.Add(name, _slots.Count);
        }

        Tied = _slots.Count;
        Text = Tied + 1;
        _firstProvided = Text + 1;
        var flags = marked.SelectMany(mark => mark.Flags).Distinct().OrderBy(flag => flag.Value).ToList();
        Requirements = ImmutableArray.CreateRange(flags.Select((flag, i) => Make(flag.Value, flag.Key, _firstProvided + i, marked.Where(mark => mark.Flags.Any(f => f.Value == flag.Value)).ToList())));
        IsUnderstood = flags.Count > 0 && _firstProvided + flags.Count <= MostSlots;
    }

    private readonly int _firstProvided;

    public ImmutableArray<Requirement> Requirements { get; }

    /// <summary>The slot that says whether the ticket's exception carries the snapshot of a scope.</summary>
    public int Tied { get; }

    /// <summary>The slot that says whether the ticket's texts may hold a link to an execution.</summary>
    public int Text { get; }

    private bool IsUnderstood { get; }

    public static TicketContract? Read(INamedTypeSymbol ticket, INamedTypeSymbol? required) =>
        required is not null && new TicketContract(ticket, required) is { IsUnderstood: true } contract ? contract : null;

    /// <summary>The slot of a property; -1 for one that does not matter.</summary>
    public int SlotOf(string property) => _slots.TryGetValue(property, out var slot) ? slot : -1;

    /// <summary>The slots that a member marked with these flags supplies.</summary>
    public IEnumerable<int> Provided(int flags) => Requirements.Select((requirement, i) => (requirement.Flag & flags) != 0 ? _firstProvided + i : -1).Where(slot => slot >= 0);

    private Requirement Make(int flag, string name, int provided, List<Mark> marks)
    {
        var slots = marks.Select(mark => _slots[mark.Property]).Concat([provided, _slots["Diagnostics"], Tied]);
        var when = marks.Select(mark => mark.When).OfType<string>().FirstOrDefault();
        return new Requirement(
            flag,
            name,
            ImmutableArray.CreateRange(name == "Evidence" ? slots.Concat([Text]) : slots),
            when is null ? -1 : _slots[when],
            ImmutableArray.CreateRange(marks.Select(mark => mark.Property)));
    }

    /// <summary>One attribute on one property.</summary>
    private sealed class Mark
    {
        public Mark(IPropertySymbol property, AttributeData data)
        {
            Property = property.Name;
            When = data.NamedArguments.FirstOrDefault(argument => argument.Key == "When").Value.Value as string;
            Flags = data.ConstructorArguments is { Length: 1 } arguments && arguments[0] is { Type: INamedTypeSymbol type, Value: int value }
                ? [.. EnumFlags.Of(type).Where(flag => (flag.Value & value) != 0)]
                : [];
        }

        public string Property { get; }

        public string? When { get; }

        public List<KeyValuePair<string, int>> Flags { get; }
    }
}
