using System.Collections.Immutable;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>One required diagnostic, as the attributes on the ticket's properties say it.</summary>
internal sealed class Requirement(int flag, string name, ImmutableArray<int> slots, int whenSlot, ImmutableArray<string> properties)
{
    /// <summary>Its value in the enum <c>Diagnostic</c>.</summary>
    public int Flag => flag;

    /// <summary>Its name in the enum <c>Diagnostic</c>.</summary>
    public string Name => name;

    /// <summary>Its name in <c>supportsdk.required</c>: the enum's, in snake case.</summary>
    public string Key { get; } = string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The slots of which one is enough.</summary>
    public ImmutableArray<int> Slots => slots;

    /// <summary>The slot that decides whether it is required; -1 for always.</summary>
    public int WhenSlot => whenSlot;

    /// <summary>How messages name it.</summary>
    public string Words => name switch
    {
        "OccurredAt" => "the time it occurred (OccurredAt)",
        "Evidence" => $"evidence ({OneOf(properties)})",
        "UserId" => "the user ID (UserId)",
        _ => $"{name} ({OneOf(properties)})",
    };

    private static string OneOf(ImmutableArray<string> names) =>
        names.Length == 1 ? names[0] : string.Join(", ", names.Take(names.Length - 1)) + " or " + names[names.Length - 1];
}
