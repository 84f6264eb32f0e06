using System.Text.RegularExpressions;

namespace Conventions.Documents;

/// <summary>No file names a package registry's address or a folder of one machine: a fresh clone works anywhere. Lock files are the package manager's own.</summary>
internal static partial class ForeignPlaces
{
    private const int LargestText = 1_000_000;

    public static IReadOnlyList<string> Check(string path, string text) =>
    [
        .. from line in text.Split('\n').Select((content, index) => (Content: content, Number: index + 1))
           where Place().IsMatch(line.Content)
           select $"{path}({line.Number}): {Place().Match(line.Content).Value.Trim()}",
    ];

    public static IEnumerable<string> Texts() =>
        Repository.Files("").Where(path => !path.EndsWith(".lock.json", StringComparison.Ordinal) && new FileInfo(Path.Combine(Repository.Root, path)).Length < LargestText)
            .Where(path => !Repository.Read(path).Contains('\0', StringComparison.Ordinal));

    [GeneratedRegex(@"/v3/index\.json|https?://(registry|deb|security)\.|(^|[^.A-Za-z0-9_])/(work|farm|root)/")]
    private static partial Regex Place();
}
