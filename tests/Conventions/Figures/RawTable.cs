using System.Globalization;
using System.Text.Json;

namespace Conventions.Figures;

/// <summary>
/// A table of a page, rendered from a raw result. A page names it by a comment before the table: <c>raw: FILE SELECTION</c>, where the selection is a benchmark
/// (<c>Type.Method</c>), a path of the load rounds, or variants of the cold starts (<c>bare-handler</c>).
/// </summary>
internal static class RawTable
{
    private const string Floor = "floor";

    public static string Render(string json, string selection)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Array ? Benchmark(document.RootElement, selection)
            : selection.Contains('-', StringComparison.Ordinal) ? Startup(document.RootElement, selection.Split('-')) : Load(document.RootElement, selection);
    }

    // The least of many short iterations, as on a machine that other work shares; bytes are exact.
    private static string Benchmark(JsonElement root, string selection)
    {
        var rows = root.GetProperty("Benchmarks").EnumerateArray()
            .Where(run => $"{Text(run, "Type")}.{Text(run, "Method")}" == selection)
            .Select(run => (Name: NameOf(run), Time: run.GetProperty("Statistics").GetProperty("Min").GetDouble(), Bytes: run.GetProperty("Memory").GetProperty("BytesAllocatedPerOperation").GetInt64()))
            .ToArray();
        var floor = rows.FirstOrDefault(row => row.Name == Floor);
        var lines = rows.Select(row => Line(
            $"| {row.Name} | {row.Time:N1} ns | {row.Bytes:N0} B | {(floor.Name is null ? "" : Line($"{row.Time / floor.Time:0.00}"))} |"));
        return string.Join('\n', ["| | time | allocated | time against the floor |", "|---|--:|--:|--:|", .. lines]);
    }

    // Ratios are taken inside a round: its columns met the same server and the same neighbours on the machine.
    private static string Load(JsonElement rounds, string path)
    {
        var runs = rounds.EnumerateArray().Where(round => Text(round, "Path") == path)
            .Select(round => round.GetProperty("Results").EnumerateArray().ToDictionary(result => Text(result, "Column"), result => result.GetProperty("CallsPerSecond").GetDouble()))
            .ToArray();
        var lines = runs[0].Keys.Order(StringComparer.Ordinal).Select(column =>
        {
            var ratios = runs.Select(run => run[column] / run[Floor]).Order().ToArray();
            return Line($"| {column} | {runs.Max(run => run[column]):N0} | {Median(ratios):0.00} | {ratios[0]:0.00} to {ratios[^1]:0.00} |");
        });
        return string.Join('\n', [$"| {runs.Length} rounds | calls a second (best) | against the floor (median) | spread |", "|---|--:|--:|--:|", .. lines]);
    }

    // The least of the cold starts: what the machine does beside them only adds.
    private static string Startup(JsonElement starts, string[] variants)
    {
        var best = starts.EnumerateArray().GroupBy(start => Text(start, "Variant")).ToDictionary(
            group => group.Key,
            group => (Time: group.Min(start => start.GetProperty("Milliseconds").GetDouble()), Memory: group.Min(start => start.GetProperty("ResidentKiB").GetDouble()) / 1024));
        var lines = variants.Select(variant => Line(
            $"| {variant} | {best[variant].Time:0.0} ms | +{best[variant].Time - best[variants[0]].Time:0.0} ms | {best[variant].Memory:0.0} MiB | +{best[variant].Memory - best[variants[0]].Memory:0.0} MiB |"));
        return string.Join('\n', [Line($"| | to the first response | over {variants[0]} | resident | over {variants[0]} |"), "|---|--:|--:|--:|--:|", .. lines]);
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static string NameOf(JsonElement run) => Text(run, "Parameters") is { Length: > 0 } parameters ? parameters[(parameters.IndexOf('=', StringComparison.Ordinal) + 1)..] : Text(run, "Method");

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
