namespace Conventions.Words;

public class BroadCatchTests
{
    private static readonly Dictionary<string, string> None = [];

    [Theory]
    [InlineData("catch { }")]
    [InlineData("catch (Exception) { }")]
    [InlineData("catch (System.Exception e) { Console.WriteLine(e); }")]
    [InlineData("catch (Exception) when (true) { }")]
    [InlineData("catch { if (Undone()) { return; } throw; }")]
    public void Check_PlantedCatch_IsReported(string clause) => Breaches.One(BroadCatches.Check([File(clause)], None), "src/A.cs(1): catches everything");

    [Theory]
    [InlineData("catch (IOException) { }")]
    [InlineData("catch (Exception e) when (e is not OutOfMemoryException) { }")]
    [InlineData("catch { Undo(); throw; }")]
    public void Check_NarrowCatch_IsAllowed(string clause) => Breaches.None(BroadCatches.Check([File(clause)], None));

    [Fact]
    public void Check_ListedEdge_IsAllowedWhileItCatches()
    {
        var edges = new Dictionary<string, string> { ["src/A.cs"] = "The host must not be harmed." };

        Breaches.None(BroadCatches.Check([File("catch { }")], edges));
        Breaches.One(BroadCatches.Check([File("catch (IOException) { }")], edges), "listed as an edge");
    }

    [Fact]
    public void Check_RealTree_CatchesBroadlyAtEdgesOnly() => Breaches.None(BroadCatches.Check(SourceFile.Below("src", "analyzers", "samples"), BroadCatches.Edges));

    private static SourceFile File(string clause) => new("src/A.cs", $"class A {{ void Undo() {{ }} bool Undone() => true; void B() {{ try {{ }} {clause} }} }}");
}
