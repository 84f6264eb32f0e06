namespace SupportSdk.Analyzers;

/// <summary>Where the rules are explained: one page each, in <c>docs/rules</c> of this repository.</summary>
internal static class RulePages
{
    private const string Root = "https://supportsdk.example/rules/";

    public static string Of(string id) => Root + id + ".md";
}
