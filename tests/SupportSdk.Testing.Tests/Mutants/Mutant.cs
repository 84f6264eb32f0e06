namespace SupportSdk.Testing.Tests.Mutants;

/// <summary>A handler with one flaw.</summary>
/// <param name="Name">The flaw in words.</param>
/// <param name="Wrap">Makes the handler.</param>
/// <param name="CaughtBy">Cases that catch it, among others.</param>
internal sealed record Mutant(string Name, Func<HttpMessageHandler, DelegatingHandler> Wrap, params IReadOnlyList<string> CaughtBy)
{
    public static IReadOnlyList<Mutant> All { get; } = [.. CallMutants.All, .. MessageMutants.All, .. BodyMutants.All, .. StreamMutants.All];

    public override string ToString() => Name;
}
