namespace SupportSdk.Redaction;

/// <summary>Collects the redaction report: which rule, where, how often, how many characters; never the text.</summary>
internal sealed class RedactionTally
{
    private readonly Dictionary<(string Rule, string Place), (int Count, int Length)> _counts = [];

    /// <summary>How many texts were cut before they were looked at.</summary>
    public int Cut { get; set; }

    public IReadOnlyList<RedactionNote> Notes => _counts.Select(pair => new RedactionNote(pair.Key.Rule, pair.Key.Place, pair.Value.Count, pair.Value.Length)).ToArray();

    public void Add(string rule, string place, int length)
    {
        (int count, int sum) = _counts.GetValueOrDefault((rule, place));
        _counts[(rule, place)] = (count + 1, sum + length);
    }
}
