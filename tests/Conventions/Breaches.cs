namespace Conventions;

/// <summary>What a checker found, one line each: the place, then the breach.</summary>
internal static class Breaches
{
    public static void None(IReadOnlyCollection<string> found) =>
        Assert.True(found.Count == 0, $"{found.Count} breaches:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");

    /// <summary>The planted breach is reported, and nothing beside it.</summary>
    public static void One(IReadOnlyCollection<string> found, params string[] parts)
    {
        var only = Assert.Single(found);
        Assert.All(parts, part => Assert.Contains(part, only, StringComparison.Ordinal));
    }
}
