namespace SupportSdk.Redaction;

/// <summary>A rule of the app's own: what the pattern matches is masked. It cannot stall the app: it runs in linear time, or, where the pattern needs backtracking, within <see cref="Timeout"/>.</summary>
/// <remarks>A text for which a rule runs out of time is masked whole: <c>[redacted:custom-rule-failed]</c>.</remarks>
public sealed class RedactionRule
{
    /// <summary>The rule's name in masks and in the report: lower-case letters, digits and dashes, at most 32.</summary>
    /// <value>There is no default; a rule without a name is refused at start.</value>
    public string Name { get; set; } = "";

    /// <summary>A regular expression of .NET. With a group called <c>secret</c>, only that group is masked; else the whole match.</summary>
    /// <value>There is no default; a rule without a pattern is refused at start.</value>
    public string Pattern { get; set; } = "";

    /// <summary>Whether upper and lower case are the same.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IgnoreCase { get; set; }

    /// <summary>The longest time that a pattern with lookarounds or back-references may take for one text; others are linear and need none.</summary>
    /// <value>The default is 50 ms; at most a second.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(50);
}
