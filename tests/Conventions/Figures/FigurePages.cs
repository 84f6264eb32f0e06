using System.Text.RegularExpressions;

namespace Conventions.Figures;

/// <summary>Tables of the pages that name a raw result equal what is rendered from it, and the result's name ends with the commit it was measured at.</summary>
internal static partial class FigurePages
{
    public const string Folder = "docs/benchmarks/";

    public static IReadOnlyList<string> Check(string path, string page, Func<string, string?> read) =>
        [.. Marks().Matches(page).SelectMany(mark => Check($"{path}: {mark.Groups["file"].Value} {mark.Groups["selection"].Value}", mark, read))];

    public static string Renew(string page, Func<string, string?> read) => Marks().Replace(page, mark =>
        $"{mark.Groups["head"].Value}\n{(read(mark.Groups["file"].Value) is { } json ? RawTable.Render(json, mark.Groups["selection"].Value) : mark.Groups["table"].Value)}");

    private static IEnumerable<string> Check(string place, Match mark, Func<string, string?> read)
    {
        var file = mark.Groups["file"].Value;
        if (!Commits().IsMatch(file))
        {
            yield return $"{place}: the file's name does not end with a commit";
        }

        if (read(file) is not { } json)
        {
            yield return $"{place}: {Folder}{file} is not there";
        }
        else if (RawTable.Render(json, mark.Groups["selection"].Value) is var table && table != mark.Groups["table"].Value)
        {
            yield return $"{place}: the table is not the one of the raw result; RENEW_FIGURES=1 writes it:\n{table}";
        }
    }

    [GeneratedRegex(@"(?<head><!-- raw: (?<file>\S+) (?<selection>\S+) -->)(?:\n(?<table>\|[^\n]*(?:\n\|[^\n]*)*))?")]
    private static partial Regex Marks();

    [GeneratedRegex(@"-[0-9a-f]{7,40}\.json$")]
    private static partial Regex Commits();
}
