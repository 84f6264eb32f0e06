namespace Conventions.Floors;

public class FloorTests
{
    private static readonly SourceFile Outbox = Plant("Outbox/Store.cs", "namespace SupportSdk.Outbox; internal sealed class Store { public int Count => 1; }");

    [Theory]
    [InlineData("Policy/A.cs", "namespace SupportSdk.Policy; internal sealed class A { public void Use(Outbox.Store store) { } }", "Policy (floor 1)")]
    [InlineData("Policy/Calendar/A.cs", "namespace SupportSdk.Policy.Calendar; internal sealed class A { public object? Kept = typeof(Outbox.Store); }", "Policy (floor 1)")]
    [InlineData("Status/A.cs", "using SupportSdk.Outbox; namespace SupportSdk.Status; internal sealed class A : List<Store>;", "Status (floor 2)")]
    [InlineData("Paragon/Api/A.cs", "namespace SupportSdk.Paragon.Api; internal sealed class A { public Outbox.Store[]? All { get; init; } }", "Paragon/Api (floor 2)")]
    public void Check_PlantedReference_IsReported(string path, string text, string from)
    {
        var report = FloorChecker.Check([Plant(path, text), Outbox]);

        Assert.Contains(report.Breaches, breach => breach.Contains(from, StringComparison.Ordinal) && breach.Contains("SupportSdk.Outbox.Store of Outbox (floor 2)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("var hidden = Tickets.Door.Open(); return hidden.GetHashCode();")]
    [InlineData("return Tickets.Door.Open() is null ? 1 : 2;")]
    [InlineData("foreach (var hidden in Tickets.Door.Many()) { return 1; } return 2;")]
    [InlineData("return Tickets.Door.Many().Count(hidden => true);")]
    public void Check_TypeThatNoNameShows_IsReported(string body)
    {
        var door = Plant("Tickets/Door.cs", "namespace SupportSdk.Tickets; internal static class Door { public static Outbox.Store? Open() => null; public static Outbox.Store[] Many() => []; }");
        var user = Plant("Redaction/A.cs", $"namespace SupportSdk.Redaction; internal sealed class A {{ public int Use() {{ {body} }} }}");

        var report = FloorChecker.Check([user, door, Outbox]);

        Assert.Empty(report.Errors);
        Assert.Contains(report.Breaches, breach => breach.StartsWith("src/SupportSdk/Redaction/A.cs(1): Redaction (floor 1) uses SupportSdk.Outbox.Store", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Outbox/Sql/A.cs", "namespace SupportSdk.Outbox.Sql; internal sealed class A { public Store? Kept { get; init; } }")]
    [InlineData("Delivery/A.cs", "namespace SupportSdk.Delivery; internal sealed class A { public int Use(Outbox.Store store) => store.Count; }")]
    [InlineData("A.cs", "namespace SupportSdk; internal sealed class A { public int Use(Outbox.Store store) => store.Count; }")]
    public void Check_SameFolderOrLowerFloor_IsAllowed(string path, string text) => Breaches.None(FloorChecker.Check([Plant(path, text), Outbox]).Breaches);

    [Fact]
    public void Check_StepBetweenSiblings_IsAllowedForTheNamedTypesOnly()
    {
        var values = Plant("Tickets/TicketId.cs", "namespace SupportSdk; internal sealed class TicketId; internal sealed class Other;");
        var log = Plant("Telemetry/Log.cs", "namespace SupportSdk.Telemetry; internal sealed class Log { public void A(TicketId id) { } public void B(Other other) { } }");

        Breaches.One(FloorChecker.Check([log, values]).Breaches, "Telemetry (floor 0) uses SupportSdk.Other of Tickets (floor 0)");
    }

    [Fact]
    public void Check_FolderWithoutFloor_IsReported() =>
        Breaches.One(FloorChecker.Check([Plant("Utils/A.cs", "namespace SupportSdk.Utils; internal sealed class A;")]).Breaches, "src/SupportSdk/Utils/A.cs", "no floor");

    [Fact]
    public void Check_PlantedInTheRealTree_IsReported()
    {
        var planted = Plant("Policy/Planted.cs", "namespace SupportSdk.Policy; internal sealed class Planted { public object? Peek(Outbox.IOutbox outbox) => outbox.IsDurable; }");

        var report = FloorChecker.Check([planted, .. RealTree()]);

        Assert.Contains(report.Breaches, breach => breach.Contains("Policy (floor 1) uses SupportSdk.Outbox.IOutbox.IsDurable of Outbox (floor 2)", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_RealTree_KeepsItsFloors() => Breaches.None(FloorChecker.Check(RealTree()).Breaches);

    [Fact]
    public void Check_RealTree_IsSeen()
    {
        var files = RealTree();
        var report = FloorChecker.Check(files);

        Breaches.None(report.Errors);
        Assert.Equal(files.Count, report.References.Count);
        Assert.True(report.References.Values.Sum() > 1_000, $"Only {report.References.Values.Sum()} uses of the SDK's own symbols were bound.");
        Assert.DoesNotContain(files, file => report.References[file.Path] == 0 && file.LineCount > 40);
        var names = files.Sum(file => file.Root.DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.SimpleNameSyntax>().Count());
        Assert.True(report.Unbound.Values.Sum() * 50 < names, $"{report.Unbound.Values.Sum()} of {names} names bind to nothing.");
    }

    private static IReadOnlyList<SourceFile> RealTree() => SourceFile.Below(FloorChecker.Home);

    private static SourceFile Plant(string path, string text) => new($"{FloorChecker.Home}/{path}", text);
}
