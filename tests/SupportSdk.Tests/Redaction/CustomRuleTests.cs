using System.Diagnostics;
using SupportSdk.Redaction;

namespace SupportSdk.Tests.Redaction;

public sealed class CustomRuleTests
{
    [Theory]
    [InlineData("OK-[0-9]{4}", "a OK-1234 b OK-5678", "a [redacted:mine] b [redacted:mine]")]
    [InlineData("seat (?<secret>[A-Z]+)", "seat AB taken", "seat [redacted:mine] taken")]
    [InlineData("(?<=seat )[A-Z]+", "seat AB taken", "seat [redacted:mine] taken")]
    [InlineData("[a-z:\\[\\]]+", "[redacted:jwt]", "[redacted:jwt]")]
    [InlineData("nothing", "seat AB taken", "seat AB taken")]
    [InlineData("x*", "seat AB taken", "seat AB taken")]
    public void Text_CustomRule_MasksItsMatches(string pattern, string text, string expected)
    {
        var redactor = With(new RedactionRule { Name = "mine", Pattern = pattern, Timeout = TimeSpan.FromSeconds(1) });
        string clean = redactor.Text(text);
        Assert.Equal(expected, clean);
        Assert.Same(clean, redactor.Text(clean));
    }

    [Fact]
    public void Text_BombOfBacktracking_MasksTheWholeTextInTime()
    {
        var redactor = With(new RedactionRule { Name = "bomb", Pattern = "(?=x)?(a+)+\\1$", Timeout = TimeSpan.FromMilliseconds(20) });
        var clock = Stopwatch.StartNew();
        Assert.Equal("[redacted:custom-rule-failed]", redactor.Text(new string('a', 5_000) + "!"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Text_BombWithoutBackReferences_IsLinear() =>
        Assert.EndsWith("!", With(new RedactionRule { Name = "bomb", Pattern = "(a+)+$" }).Text(new string('a', 2_000) + "!"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "a", 50)]
    [InlineData("Upper", "a", 50)]
    [InlineData("mine", "", 50)]
    [InlineData("mine", "(", 50)]
    [InlineData("mine", "a", 0)]
    [InlineData("mine", "a", 5_000)]
    public void Problems_WrongRule_IsNamed(string name, string pattern, int milliseconds)
    {
        var options = new RedactionOptions();
        options.CustomRules.Add(new RedactionRule { Name = name, Pattern = pattern, Timeout = TimeSpan.FromMilliseconds(milliseconds) });
        Assert.StartsWith("SupportOptions.Redaction.CustomRules[0].", Assert.Single(RedactionOptionsRules.Problems(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_GoodRule_IsNone()
    {
        var options = new RedactionOptions();
        options.CustomRules.Add(new RedactionRule { Name = "mine-1", Pattern = "a(?=b)" });
        Assert.Empty(RedactionOptionsRules.Problems(options));
    }

    private static Redactor With(RedactionRule rule)
    {
        var options = new RedactionOptions();
        options.CustomRules.Add(rule);
        return new Redactor(options);
    }
}
