namespace Conventions.Shape;

public class LengthTests
{
    [Theory]
    [InlineData(401, 1)]
    [InlineData(400, 0)]
    public void Check_FileOfLines_IsReportedAboveTheLimit(int lines, int breaches) => Assert.Equal(breaches, FileLengths.Check([FileOf(lines)]).Count);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void CheckSpread_LongFilesOfTen_AreReportedAboveOne(int longOnes, int breaches)
    {
        var files = Enumerable.Repeat(FileOf(221), longOnes).Concat(Enumerable.Repeat(FileOf(220), 10 - longOnes)).ToArray();

        Assert.Equal(breaches, FileLengths.CheckSpread(files).Count);
    }

    [Theory]
    [InlineData("void M()\n{", "}", 0)]
    [InlineData("public C()\n{", "}", 0)]
    [InlineData("int P\n{\nget\n{", "}\n}", 0)]
    [InlineData("int P => 1", "+ 1;", 2)]
    [InlineData("void M()\n{\nvoid Local()\n{", "}\n}", 0)]
    public void Check_BodyAboveFortyLines_IsReported(string head, string tail, int ownLines)
    {
        string Body(int lines) => $"class C {{ {head}{string.Concat(Enumerable.Repeat("\n", lines - ownLines + 1))}{tail} }}";

        Assert.Contains(MethodLengths.Check([new SourceFile("src/C.cs", Body(41))]), breach => breach.EndsWith("a body of 41 lines, at most 40", StringComparison.Ordinal));
        Assert.DoesNotContain(MethodLengths.Check([new SourceFile("src/C.cs", Body(40))]), breach => breach.Contains("of 40 lines", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=> [", "1]", 0)]
    [InlineData("=> new List<int> {", "1 }", 0)]
    [InlineData("=> new List<Func<int>> {", "() => 1 }", 1)]
    [InlineData("=> new C {", "X = 1 }", 1)]
    public void Check_LongTable_IsReportedOnlyWithBehaviour(string head, string tail, int breaches) =>
        Assert.Equal(breaches, MethodLengths.Check([new SourceFile("src/C.cs", $"class C {{ object P {head}{new string('\n', 60)}{tail}; }}")]).Count);

    [Fact]
    public void Check_LongProgram_IsReported() =>
        Breaches.One(MethodLengths.Check([new SourceFile("samples/Program.cs", string.Concat(Enumerable.Repeat("Console.WriteLine();\n", 81)))]), "81 lines of top-level statements");

    [Fact]
    public void Check_RealTree_HasNoLongFile() => Breaches.None(FileLengths.Check(SourceFile.Below("src", "analyzers", "tests", "samples")));

    [Fact]
    public void CheckSpread_RealTree_IsShort() => Breaches.None(FileLengths.CheckSpread(SourceFile.Below("src")));

    [Fact]
    public void Check_RealTree_HasNoLongMethod() => Breaches.None(MethodLengths.Check(SourceFile.Below("src", "analyzers", "tests", "samples")));

    private static SourceFile FileOf(int lines) => new("src/A.cs", new string('\n', lines));
}
