using SupportSdk.Testing.Tests.Mutants;

namespace SupportSdk.Testing.Tests;

public sealed class MutantTests
{
    // What does not come to its end by then hangs, as far as a flaw is concerned; the bare handler is given longer.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var mutant in Mutant.All)
            {
                foreach (var name in mutant.CaughtBy)
                {
                    rows.Add(mutant.Name, name);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string> Names => [.. HandlerConformance.Cases.Select(found => found.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Case_HandlerWithOneFlaw_CatchesIt(string flaw, string name)
    {
        var mutant = Mutant.All.Single(found => found.Name == flaw);

        var result = await HandlerConformance.Find(name).RunAsync(mutant.Wrap, Patience, TestContext.Current.CancellationToken);

        Assert.NotNull(result.Problem);
        Assert.DoesNotContain("cannot be judged", result.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_HandlerWithoutTheFlaws_Passes(string name)
    {
        var result = await HandlerConformance.Find(name).RunAsync(inner => new FlawedHandler(inner), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(result.Problem);
    }

    [Fact]
    public void Scenarios_Each_CatchesAMutant()
    {
        var caught = Mutant.All.SelectMany(mutant => mutant.CaughtBy).Select(GroupOf).ToHashSet();

        Assert.Empty(HandlerConformance.Cases.Select(found => GroupOf(found.Name)).Distinct().Except(caught));
    }

    [Fact]
    public void Mutants_Names_AreUnique() => Assert.Equal(Mutant.All.Count, Mutant.All.Select(mutant => mutant.Name).Distinct().Count());

    private static string GroupOf(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
