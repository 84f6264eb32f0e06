namespace Conventions.Words;

public class LineEndTests
{
    [Theory]
    [InlineData("class A { string B => \"a\" + Environment.NewLine; }", "NewLine")]
    [InlineData("class A { string B => System.Environment.NewLine; }", "NewLine")]
    [InlineData("class A { object B(System.Text.StringBuilder b) => b.AppendLine(\"a\"); }", "AppendLine")]
    [InlineData("class A { void B(System.IO.TextWriter b) => b.WriteLine(); }", "WriteLine")]
    [InlineData("class A { object B => new JsonSerializerOptions { WriteIndented = true }; }", "indented JSON without NewLine")]
    [InlineData("class A { JsonWriterOptions B => new() { Indented = true, WriteIndented = On }; }", "indented JSON without NewLine")]
    public void Check_PlantedLineEnd_IsReported(string text, string breach) => Breaches.One(LineEnds.Check([new SourceFile("src/A.cs", text)]), "src/A.cs(1)", breach);

    [Theory]
    [InlineData("class A { object B => new JsonSerializerOptions { WriteIndented = true, NewLine = \"\\n\" }; }")]
    [InlineData("class A { object B => new JsonSerializerOptions { WriteIndented = false }; }")]
    [InlineData("class A { object B(System.Text.StringBuilder b) => b.Append(\"a\\n\"); }")]
    public void Check_LineEndOfItsOwn_IsAllowed(string text) => Breaches.None(LineEnds.Check([new SourceFile("src/A.cs", text)]));

    [Fact]
    public void Check_RealTree_HasNone()
    {
        var files = SourceFile.Below("src");

        Assert.Contains(files, file => file.Text.Contains("WriteIndented", StringComparison.Ordinal));
        Breaches.None(LineEnds.Check(files));
    }
}
