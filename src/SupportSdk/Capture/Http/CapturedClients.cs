namespace SupportSdk.Capture.Http;

/// <summary>Which clients of the factory are captured.</summary>
internal sealed class CapturedClients
{
    /// <summary>The names of the SDK's own clients start so; they are never captured.</summary>
    public const string OwnPrefix = "SupportSdk.";

    public bool All { get; set; }

    public ISet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool Include(string? name) =>
        name?.StartsWith(OwnPrefix, StringComparison.Ordinal) != true && (All || Names.Contains(name ?? ""));
}
