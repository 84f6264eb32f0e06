using System.Text.RegularExpressions;

namespace Conventions.Documents;

/// <summary>A path of the tree that a page names in backticks, and a file that it links to beside itself, exists: a promise names the tests that are there.</summary>
internal static partial class NamedPaths
{
    public static IReadOnlyList<string> Check(string path, string page) =>
    [
        .. from line in page.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
           from named in Named(line.Text).Concat(Linked(Repository.FolderOf(path), line.Text))
           where !Exists(named)
           select $"{path}({line.Number}): names {named}, which is not there",
    ];

    private static IEnumerable<string> Named(string line) => Path().Matches(line).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Linked(string folder, string line) =>
        Link().Matches(line).Select(match => System.IO.Path.Combine(folder, match.Groups[1].Value));

    private static bool Exists(string named)
    {
        var full = System.IO.Path.Combine(Repository.Root, named);
        return File.Exists(full) || Directory.Exists(full);
    }

    [GeneratedRegex(@"`((?:src|tests|docs|analyzers|samples|\.ci)/[\w./-]*)`")]
    private static partial Regex Path();

    [GeneratedRegex(@"\]\((?!https?://|mailto:|#)([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
