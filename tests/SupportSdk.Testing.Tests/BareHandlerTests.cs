namespace SupportSdk.Testing.Tests;

public sealed class BareHandlerTests
{
    public static TheoryData<string> Names => [.. HandlerConformance.Cases.Select(found => found.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_HandlerThatOnlyPassesOn_Passes(string name)
    {
        var result = await HandlerConformance.Find(name).RunAsync(inner => new PassingHandler(inner), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(result.Problem);
    }

    [Fact]
    public void Cases_Names_AreUnique() => Assert.Equal(HandlerConformance.Cases.Count, HandlerConformance.Cases.Select(found => found.Name).Distinct().Count());

    private sealed class PassingHandler(HttpMessageHandler inner) : DelegatingHandler(inner);
}
