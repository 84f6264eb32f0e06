namespace Conventions.Values;

public class OptionsTests
{
    [Theory]
    [InlineData("public int Size { get; set; }", "", "no <value>")]
    [InlineData("public int Size { get; set; }", "Anything from 1.", "no <value>")]
    [InlineData("public int Size { get; }", "The default is 0.", "neither set nor filled")]
    [InlineData("public int Size { get; internal set; }", "The default is 0.", "neither set nor filled")]
    [InlineData("public bool On { get; set; }", "The default is <see langword=\"true\"/>, since so.", "a new instance has 'False'")]
    [InlineData("public string? Text { get; set; } = \"a\";", "The default is <see langword=\"null\"/>.", "a new instance has 'a'")]
    [InlineData("public string? Text { get; set; } = \"a\";", "The default is <c>b</c>.", "a new instance has 'a'")]
    [InlineData("public Uri Page { get; set; } = new(\"https://a.example\");", "The default is <c>https://b.example</c>.", "a new instance has 'https://a.example/'")]
    [InlineData("public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(3);", "The default is 2 seconds.", "a new instance has '00:00:03'")]
    [InlineData("public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(2);", "The default is 2 minutes; then it ends.", "a new instance has '00:00:02'")]
    [InlineData("public long Size { get; set; } = 1000;", "The default is 10 MiB.", "a new instance has '1000'")]
    [InlineData("public int Size { get; set; } = 1000;", "The default is 10,000.", "a new instance has '1000'")]
    [InlineData("public DayOfWeek Day { get; set; }", "The default is <see cref=\"DayOfWeek.Monday\"/>.", "a new instance has 'Sunday'")]
    [InlineData("public IList<string> Hosts { get; } = [\"a\"];", "The default is <c>b</c>.", "says 'The default is {c:b}'")]
    [InlineData("public AOptions(int x) { }", "", "no constructor without parameters")]
    public void Check_PlantedOption_IsReported(string member, string value, string breach) => Breaches.One(Check(member, value).Breaches, "AOptions", breach);

    [Theory]
    [InlineData("public bool On { get; set; }", "The default is <see langword=\"false\"/>.")]
    [InlineData("public TimeSpan Wait { get; set; } = TimeSpan.FromHours(1.5);", "The default is 1.5 hours.")]
    [InlineData("public long Size { get; set; } = 10 * 1024 * 1024;", "The default is 10 MiB, as most servers.")]
    [InlineData("public DayOfWeek Day { get; set; }", "The default is <see cref=\"DayOfWeek.Sunday\"/>: a day.")]
    [InlineData("public IList<string> Hosts { get; } = [\"a\"];", "The default is <c>a</c>.")]
    public void Check_StatedDefaultThatHolds_IsComparedAndAllowed(string member, string value)
    {
        var report = Check(member, value);

        Breaches.None(report.Breaches);
        Assert.Equal(1, report.Compared);
    }

    [Theory]
    [InlineData("public IList<string> Hosts { get; } = [];", "The default is <c>a</c> and whatever is nearby.")]
    [InlineData("public string? Text { get; set; }", "The default is a list of 3 things.")]
    [InlineData("public string? Text { get; set; }", "The default is 24 hours before the meeting.")]
    public void Check_DefaultInProse_IsNotCompared(string member, string value) => Assert.Equal(0, Check(member, value).Compared);

    [Fact]
    public void Check_RealTree_HasDocumentedDefaultsThatHold()
    {
        var reports = Product.Assemblies.Select(assembly => OptionsShape.Check(assembly.GetTypes(), Product.DocsOf(assembly))).ToArray();

        Assert.True(reports.Sum(report => report.Compared) >= 5, $"Only {reports.Sum(report => report.Compared)} stated defaults were compared.");
        Breaches.None([.. reports.SelectMany(report => report.Breaches)]);
    }

    private static OptionsReport Check(string member, string value)
    {
        var docs = value.Length == 0 ? "" : $"/// <value>{value}</value>\n";
        var (assembly, xml) = Compilations.Load($"public class AOptions\n{{\n{docs}{member}\n}}\n");
        return OptionsShape.Check(assembly.GetTypes(), xml);
    }
}
