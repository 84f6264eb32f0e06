namespace Conventions.Shape;

/// <summary>No file has more than 400 lines; nine of ten files of src have at most 220.</summary>
internal static class FileLengths
{
    private const int Longest = 400;
    private const int NineOfTen = 220;

    public static IReadOnlyList<string> Check(IEnumerable<SourceFile> files) =>
        [.. files.Where(file => file.LineCount > Longest).Select(file => $"{file.Path}: {file.LineCount} lines, at most {Longest}; it hides a type")];

    public static IReadOnlyList<string> CheckSpread(IReadOnlyCollection<SourceFile> files)
    {
        var lengths = files.Select(file => file.LineCount).Order().ToArray();
        var ninth = lengths.Length == 0 ? 0 : lengths[(int)Math.Ceiling(lengths.Length * 0.9) - 1];
        return ninth <= NineOfTen ? [] : [$"One file in ten has more than {ninth - 1} lines; nine of ten have at most {NineOfTen}"];
    }
}
