namespace SupportSdk.Redaction;

/// <summary>Collects the redaction report: which rule, where, how often; never the text.</summary>
internal sealed class RedactionTally
{
    private readonly Dictionary<(string Rule, string Place), int> _counts = [];

    /// <summary>How many texts were cut before they were looked at.</summary>
    public int Cut { get; set; }

    public IReadOnlyList<RedactionNote> Notes => _counts.Select(pair => new RedactionNote(pair.Key.Rule, pair.Key.Place, pair.Value)).ToArray();

    public void Add(string rule, string place, int count = 1) => _counts[(rule, place)] = _counts.GetValueOrDefault((rule, place)) + count;
}
