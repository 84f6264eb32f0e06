namespace Conventions;

/// <summary>The tree under test: its root, and its files without what is generated. Paths are relative and use <c>/</c>.</summary>
internal static class Repository
{
    private static readonly string[] Generated =
        [".git", "artifacts", "bin", "obj", "node_modules", "TestResults", ".vs", ".idea", "BenchmarkDotNet.Artifacts", "support-outbox"];

    public static string Root { get; } = FindRoot();

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IReadOnlyList<string> Files(string folder, string pattern = "*") =>
        Directory.Exists(Path.Combine(Root, folder)) ? [.. Walk(Path.Combine(Root, folder), pattern).Order(StringComparer.Ordinal)] : [];

    public static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(folder, pattern).Where(file => Path.GetFileName(file) != ".git"))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (var below in Directory.EnumerateDirectories(folder).Where(name => !Generated.Contains(Path.GetFileName(name))))
        {
            foreach (var file in Walk(below, pattern))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SupportSdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No SupportSdk.sln above {AppContext.BaseDirectory}: the convention tests read the tree they were built from.");
    }
}
