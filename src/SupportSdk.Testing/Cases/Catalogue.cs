using SupportSdk.Testing.Http;

namespace SupportSdk.Testing.Cases;

/// <summary>Every script, in the order of a call's life.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        .. Framing.Scenarios,
        .. Reading.Scenarios,
    ];
}
