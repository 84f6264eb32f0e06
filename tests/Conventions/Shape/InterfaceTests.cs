namespace Conventions.Shape;

public class InterfaceTests
{
    [Theory]
    [InlineData("interface IA { int A(); int B(); int C(); int D(); int E { get; } event Action F; int G(); }", "IA has 7 members")]
    [InlineData("class C { interface IMarker; }", "IMarker has 0 members")]
    public void Check_PlantedInterface_IsReported(string text, string breach) => Breaches.One(InterfaceSizes.Check([new SourceFile("src/A.cs", text)]), breach);

    [Fact]
    public void Check_RealTree_HasSmallInterfaces() => Breaches.None(InterfaceSizes.Check(SourceFile.Below("src", "analyzers")));
}
