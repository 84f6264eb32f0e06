namespace SupportSdk.Analyzers.Tests.Verify;

/// <summary>The files of the repository that this test was built from.</summary>
internal static class Tree
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SupportSdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No SupportSdk.sln above {AppContext.BaseDirectory}.");
    }
}
