namespace SupportSdk.Testing.Tests;

public sealed class DiagnosticsHandlerTests
{
    public static TheoryData<string> Names => [.. HandlerConformance.Cases.Select(found => found.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_OurHandler_Passes(string name)
    {
        await using var support = new RecordingSupportClient(builder => builder.Configure(options => options.Paragon.Hosts.Add("127.0.0.1")));
        using var scope = support.BeginScope(name);

        var result = await HandlerConformance.Find(name).RunAsync(inner => new DiagnosticsHandler(support, inner), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(result.Problem);
        Assert.True(scope.Snapshot().CallsSeen > 0, "The calls of the case were not captured, so that it proved nothing.");
    }
}
