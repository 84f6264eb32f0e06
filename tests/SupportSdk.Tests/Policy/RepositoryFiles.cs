namespace SupportSdk.Tests.Policy;

/// <summary>Files of the tree, found from the test's own folder upwards.</summary>
internal static class RepositoryFiles
{
    public static string Path(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "SupportSdk.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine([folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds SupportSdk.sln."), .. parts]);
    }
}
