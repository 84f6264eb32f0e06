namespace Conventions.Floors;

/// <summary>The floors of src/SupportSdk as data. A folder uses its own files and lower floors; never a sibling, never up.</summary>
internal static class FloorPlan
{
    public const string Root = "(root)";

    // A folder that is not named belongs to the nearest one above it that is: Policy/Calendar to Policy, Outbox/Sql to Outbox.
    private static readonly IReadOnlyDictionary<string, int> Floors = new Dictionary<string, int>
    {
        ["Tickets"] = 0,
        ["Evidence"] = 0,
        ["Telemetry"] = 0,
        ["Policy"] = 1,
        ["Redaction"] = 1,
        ["Completeness"] = 1,
        ["Paragon"] = 1,
        ["Rendering"] = 1,
        ["Capture"] = 2,
        ["Channels"] = 2,
        ["Outbox"] = 2,
        ["Status"] = 2,
        ["Facts"] = 2,
        ["Paragon/Api"] = 2,
        ["Delivery"] = 3,
        ["Submission"] = 3,
        ["Intake"] = 4,
        [Root] = 5,
    };

    /// <summary>Steps between siblings of floor 0, each for the named types only (none named: all) and with its reason.</summary>
    private static readonly IReadOnlyList<Step> Steps =
    [
        new("Tickets", "Evidence", [], "A ticket carries evidence, and its properties carry the attributes of the completeness contract."),
        new("Evidence", "Telemetry", ["LossLedger", "LossReason", "LossCounts"], "A full scope counts what gave way."),
        new("Telemetry", "Tickets", ["TicketId", "SupportChannel"], "A log message names its ticket and its channel by their own types."),
    ];

    public static IEnumerable<string> Folders => Floors.Keys;

    /// <summary>The part of the plan that a folder of src/SupportSdk belongs to, or null where the plan has none.</summary>
    public static string? PartOf(string folder)
    {
        if (folder.Length == 0)
        {
            return Root;
        }

        for (var name = folder; name.Length > 0; name = Repository.FolderOf(name))
        {
            if (Floors.ContainsKey(name))
            {
                return name;
            }
        }

        return null;
    }

    public static int FloorOf(string part) => Floors[part];

    public static bool Allows(string from, string to, string typeName) =>
        from == to || Floors[to] < Floors[from]
        || Steps.Any(step => step.From == from && step.To == to && (step.Types.Count == 0 || step.Types.Contains(typeName)));

    private sealed record Step(string From, string To, IReadOnlyList<string> Types, string Reason);
}
