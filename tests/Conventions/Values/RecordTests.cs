namespace Conventions.Values;

public class RecordTests
{
    [Theory]
    [InlineData("public record A;", "A: the record is not sealed")]
    [InlineData("internal record A;", "A: the record is not sealed")]
    [InlineData("public sealed record A { public int X { get; set; } }", "A.X: has a set accessor", "A.<X>k__BackingField: the field can change")]
    [InlineData("public sealed record A { public int X; }", "A.X: the field can change")]
    [InlineData("public sealed record A { private int _x; public int Next() => ++_x; }", "A._x: the field can change")]
    [InlineData("public sealed record A(List<int> X);", "A.X: List`1 is no read-only collection")]
    [InlineData("public sealed record A { public IDictionary<string, int>? X { get; init; } }", "A.X: IDictionary`2 is no read-only collection")]
    [InlineData("public sealed record A(byte[] X);", "A.X: Byte[] is no read-only collection")]
    [InlineData("public sealed record A(IEnumerable<int> X);", "A.X: IEnumerable`1 is no read-only collection")]
    [InlineData("public readonly record struct A(byte[] X);", "A.X: Byte[] is no read-only collection")]
    [InlineData("public record struct A(int X);", "A.X: has a set accessor", "A.<X>k__BackingField: the field can change")]
    [InlineData("public class B { internal record struct A { public int X; } }", "B+A.X: the field can change")]
    public void Check_PlantedRecord_IsReported(string text, params string[] breaches)
    {
        var found = RecordShape.Check(Compilations.Load(text).Assembly.GetTypes());

        Assert.Equal(breaches.Length, found.Count);
        Assert.All(breaches, breach => Assert.Contains(found, line => line.StartsWith(breach, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("public sealed record A(string X, IReadOnlyList<int> Y, ReadOnlyMemory<byte> Z) { public required IReadOnlyDictionary<string, int> W { get; init; } }")]
    [InlineData("public readonly record struct A(int X) { private readonly string? _text; public override string ToString() => _text ?? \"\"; }")]
    [InlineData("public sealed record A { public string? X { get; private init; } public int Y => 1; }")]
    public void Check_RecordAsItShouldBe_IsAllowed(string text) => Breaches.None(RecordShape.Check(Compilations.Load(text).Assembly.GetTypes()));

    [Fact]
    public void Check_RealTree_HasImmutableRecords()
    {
        var types = Product.Assemblies.SelectMany(assembly => assembly.GetTypes()).ToArray();

        Assert.True(types.Count(RecordShape.IsRecord) >= 20, $"Only {types.Count(RecordShape.IsRecord)} records were found.");
        Breaches.None(RecordShape.Check(types));
    }
}
