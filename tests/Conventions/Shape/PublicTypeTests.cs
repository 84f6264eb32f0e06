namespace Conventions.Shape;

public class PublicTypeTests
{
    [Theory]
    [InlineData("public class A; public class B;", "2 public types: A, B")]
    [InlineData("public class B;", "no type is named as the file")]
    [InlineData("internal class B;", "no type is named as the file")]
    [InlineData("internal class B; internal record C;", "no type is named as the file")]
    [InlineData("namespace N { public enum A { One } public delegate void B(); }", "2 public types: A, B")]
    [InlineData("public sealed record B(int X)\n{\n\n\n\n}\npublic sealed record C;", "2 public types: B, C")]
    [InlineData("public record B; public sealed record C;", "2 public types: B, C")]
    public void Check_PlantedBreach_IsReported(string text, string breach) => Breaches.One(PublicTypes.Check([new SourceFile("src/A.cs", text)]), "src/A.cs", breach);

    [Theory]
    [InlineData("public class A { public class Nested; }")]
    [InlineData("public class A; public class A<T>;")]
    [InlineData("internal class A; internal class B;")]
    [InlineData("internal record B; internal record C;")]
    [InlineData("public sealed record B; public readonly record struct C(int X);")]
    [InlineData("[assembly: CLSCompliant(false)]")]
    public void Check_FileAsItShouldBe_IsAllowed(string text) => Breaches.None(PublicTypes.Check([new SourceFile("src/A.More.cs", text)]));

    [Fact]
    public void Check_RealTree_HasOnePublicTypePerFile() => Breaches.None(PublicTypes.Check(SourceFile.Below("src", "analyzers", "tests", "samples")));
}
