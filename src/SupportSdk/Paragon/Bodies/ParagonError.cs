namespace SupportSdk.Paragon.Bodies;

/// <summary>One entry of <c>errors[]</c>, by which ActionKit tells inside a successful response what failed; each part is null where it is absent.</summary>
/// <param name="Integration">The integration that it is about, for example <c>salesforce</c>.</param>
/// <param name="Type">Paragon's word for what failed.</param>
/// <param name="Message">The text.</param>
internal sealed record ParagonError(string? Integration, string? Type, string? Message)
{
    /// <summary>The kind; never the text.</summary>
    public override string ToString() => "ParagonError";
}
