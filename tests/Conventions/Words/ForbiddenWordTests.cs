namespace Conventions.Words;

public class ForbiddenWordTests
{
    [Theory]
    [InlineData("class A;\n// TO" + "DO: later", "A.cs(2)")]
    [InlineData("class A { string B = \"FIX" + "ME\"; }", "A.cs(1)")]
    [InlineData("class A { void B() => throw new NotImplemented" + "Exception(); }", "A.cs(1)")]
    [InlineData("class A;\n#if NET8_0\n#endif\n", "A.cs(2): #if NET8_0")]
    [InlineData("class A\n{\n    #region Fields\n    #endregion\n}\n", "A.cs(3): #region Fields")]
    public void Check_PlantedMark_IsReported(string text, string breach) => Breaches.One(ForbiddenWords.Check([new SourceFile("A.cs", text)]), breach);

    [Fact]
    public void Check_RealTree_HasNone() => Breaches.None(ForbiddenWords.Check(SourceFile.Below("src", "analyzers", "samples")));
}
