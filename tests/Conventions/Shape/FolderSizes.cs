namespace Conventions.Shape;

/// <summary>
/// A folder of src or analyzers holds 3 to 12 C# files: those directly in it, its subfolders being folders of their own; a folder that holds only folders is not counted.
/// The root of each package is a folder as any other. Tickets and Evidence, the vocabulary, may hold more.
/// </summary>
internal static class FolderSizes
{
    private const int Fewest = 3;
    private const int Most = 12;

    private static readonly string[] Vocabulary = ["src/SupportSdk/Tickets", "src/SupportSdk/Evidence"];

    public static IReadOnlyList<string> Check(IEnumerable<string> paths) =>
    [
        .. from path in paths
           group path by Repository.FolderOf(path) into folder
           where folder.Count() < Fewest || (folder.Count() > Most && !Vocabulary.Contains(folder.Key))
           orderby folder.Key
           select $"{folder.Key}: {folder.Count()} files, {Fewest} to {Most}",
    ];
}
