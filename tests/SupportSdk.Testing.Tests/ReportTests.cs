namespace SupportSdk.Testing.Tests;

public sealed class ReportTests
{
    private static readonly ConformanceResult Good = new(HandlerConformance.Cases[0], null);
    private static readonly ConformanceResult Bad = new(HandlerConformance.Cases[1], "hangs after 'x'");

    [Fact]
    public void ThrowIfFailed_CaseFailed_NamesItAndWhy()
    {
        var report = new ConformanceReport([Good, Bad]);

        var thrown = Assert.Throws<ConformanceException>(report.ThrowIfFailed);
        Assert.Same(report, thrown.Report);
        Assert.Contains($"FAIL  {Bad.Case.Name}: hangs after 'x'", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain($"  {Good.Case.Name}:", thrown.Message, StringComparison.Ordinal);
        Assert.Equal([Bad], report.Failures);
        Assert.False(report.Passed);
        Assert.EndsWith("1 passed, 1 failed", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ThrowIfFailed_AllPassed_DoesNot()
    {
        new ConformanceReport([Good]).ThrowIfFailed();

        Assert.True(Good.Passed);
    }

    [Fact]
    public void Find_UnknownName_Throws() => Assert.Throws<ArgumentException>(() => HandlerConformance.Find("http1/none"));

    [Fact]
    public async Task RunAsync_NoHandler_Throws()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => HandlerConformance.RunAsync(null!, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Good.Case.RunAsync(null!, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_Cancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Good.Case.RunAsync(inner => new LoopbackHandler(inner), cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public async Task RunAsync_WrapThrows_IsAResult()
    {
        var result = await Good.Case.RunAsync(_ => throw new InvalidOperationException("cannot be made"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("cannot be made", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EveryCase_GivesOneRowEach()
    {
        var report = await HandlerConformance.RunAsync(inner => new LoopbackHandler(inner), cancellationToken: TestContext.Current.CancellationToken);

        report.ThrowIfFailed();
        Assert.Equal(HandlerConformance.Cases, report.Results.Select(result => result.Case));
    }

    private sealed class LoopbackHandler(HttpMessageHandler inner) : DelegatingHandler(inner);
}
