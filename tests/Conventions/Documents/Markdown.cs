namespace Conventions.Documents;

/// <summary>The fenced code blocks of a page: info string, first line of code (from 1), code.</summary>
internal static class Markdown
{
    private const string Fence = "```";

    public static IReadOnlyList<(string Info, int Line, string Code)> Blocks(string page)
    {
        var blocks = new List<(string, int, string)>();
        var lines = page.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, at + 1, below => below.Trim() == Fence);
                end = end < 0 ? lines.Length : end;
                blocks.Add((line[Fence.Length..].Trim(), at + 2, string.Join('\n', lines[(at + 1)..end])));
                at = end;
            }
        }

        return blocks;
    }
}
