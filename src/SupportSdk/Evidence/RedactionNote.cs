namespace SupportSdk;

/// <summary>One entry of the redaction report.</summary>
/// <param name="Rule">What was recognised, for example <c>jwt</c> or <c>query-value</c>.</param>
/// <param name="Place">Where, for example <c>Description</c> or <c>ApiErrors[0].Url</c>; never the text.</param>
/// <param name="Count">How often.</param>
/// <param name="Length">How many characters were masked, all occurrences together.</param>
public sealed record RedactionNote(string Rule, string Place, int Count, int Length)
{
    /// <summary>The kind and the count; never the place.</summary>
    public override string ToString() => $"RedactionNote x{Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
