namespace Conventions.Figures;

public class FigureTests
{
    private const string Benchmarks = """
        {"Benchmarks":[
        {"Type":"T","Method":"M","Parameters":"Column=floor","Statistics":{"Min":100.04},"Memory":{"BytesAllocatedPerOperation":640}},
        {"Type":"T","Method":"M","Parameters":"Column=SupportSdk","Statistics":{"Min":115.0},"Memory":{"BytesAllocatedPerOperation":1704}},
        {"Type":"T","Method":"Other","Parameters":"","Statistics":{"Min":1},"Memory":{"BytesAllocatedPerOperation":0}}]}
        """;

    private const string Rounds = """
        [{"Round":0,"Path":"ok","Results":[{"Column":"floor","CallsPerSecond":1000},{"Column":"SupportSdk","CallsPerSecond":990}]},
        {"Round":1,"Path":"ok","Results":[{"Column":"floor","CallsPerSecond":2000},{"Column":"SupportSdk","CallsPerSecond":1900}]},
        {"Round":0,"Path":"failed","Results":[{"Column":"floor","CallsPerSecond":1},{"Column":"SupportSdk","CallsPerSecond":1}]}]
        """;

    private const string Table = """
        | | time | allocated | time against the floor |
        |---|--:|--:|--:|
        | floor | 100.0 ns | 640 B | 1.00 |
        | SupportSdk | 115.0 ns | 1,704 B | 1.15 |
        """;

    [Fact]
    public void Render_Benchmark_IsTheLeastTimeTheBytesAndTheRatio() => Assert.Equal(Table.ReplaceLineEndings("\n"), RawTable.Render(Benchmarks, "T.M"));

    [Fact]
    public void Render_Load_TakesRatiosInsideARound()
    {
        var table = RawTable.Render(Rounds, "ok");

        Assert.Contains("| 2 rounds |", table, StringComparison.Ordinal);
        Assert.Contains("| SupportSdk | 1,900 | 0.97 | 0.95 to 0.99 |", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ColdStarts_AreTheLeastOfEachVariant()
    {
        const string Starts = """
            [{"Round":0,"Variant":"bare","Milliseconds":60.5,"ResidentKiB":38912},{"Round":0,"Variant":"handler","Milliseconds":75,"ResidentKiB":40960},
            {"Round":1,"Variant":"bare","Milliseconds":61,"ResidentKiB":38000},{"Round":1,"Variant":"handler","Milliseconds":70.5,"ResidentKiB":41000},
            {"Round":1,"Variant":"control","Milliseconds":1,"ResidentKiB":1}]
            """;

        var table = RawTable.Render(Starts, "bare-handler");

        Assert.EndsWith("| handler | 70.5 ms | +10.0 ms | 40.0 MiB | +2.9 MiB |", table, StringComparison.Ordinal);
        Assert.DoesNotContain("control", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PlantedFigure_IsReported() =>
        Breaches.One(FigurePages.Check("docs/p.md", PageWith("calls-0123abc.json", Table.Replace("1.15", "1.05", StringComparison.Ordinal)), _ => Benchmarks), "docs/p.md", "is not the one of the raw result");

    [Fact]
    public void Check_PlantedName_IsReported()
    {
        Breaches.One(FigurePages.Check("docs/p.md", PageWith("calls.json", Table), _ => Benchmarks), "does not end with a commit");
        Breaches.One(FigurePages.Check("docs/p.md", PageWith("calls-0123abc.json", Table), _ => null), "docs/benchmarks/calls-0123abc.json is not there");
    }

    [Fact]
    public void Check_TrueTable_IsAllowed() => Breaches.None(FigurePages.Check("docs/p.md", PageWith("calls-0123abc.json", Table), _ => Benchmarks));

    [Fact]
    public void Renew_EmptyTable_IsFilled() =>
        Assert.Equal(PageWith("calls-0123abc.json", Table), FigurePages.Renew("Before.\n\n<!-- raw: calls-0123abc.json T.M -->\n\nAfter.\n", _ => Benchmarks));

    [Fact]
    public void Check_RealPages_AreTheRawResults()
    {
        foreach (var path in Repository.Files("docs", "*.md").Where(_ => Environment.GetEnvironmentVariable("RENEW_FIGURES") == "1"))
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), FigurePages.Renew(Repository.Read(path), Read));
        }

        Breaches.None([.. Repository.Files("docs", "*.md").SelectMany(path => FigurePages.Check(path, Repository.Read(path), Read))]);
    }

    private static string? Read(string file) => Repository.Exists(FigurePages.Folder + file) ? Repository.Read(FigurePages.Folder + file) : null;

    private static string PageWith(string file, string table) => $"Before.\n\n<!-- raw: {file} T.M -->\n{table.ReplaceLineEndings("\n")}\n\nAfter.\n";
}
