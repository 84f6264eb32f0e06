using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SupportSdk.Facts;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Facts;

public sealed class FactOptionsRulesTests
{
    [Fact]
    public void Problems_Defaults_AreNone() => Assert.Empty(FactOptionsRules.Problems(new FactOptions()));

    [Fact]
    public void Create_WrongSettings_NamesEachAtOnce()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => TestClient.Create(new RecordingChannel(), builder => builder.Configure(options => options.Facts = new FactOptions
        {
            Timeout = TimeSpan.FromMinutes(1),
            Packages = ["Acme", " "],
            RegionVariables = ["AWS_REGION", "AWS_SECRET_ACCESS_KEY", ""],
            BaselinePath = "folder/",
        })));

        Assert.Equal(5, exception.Failures.Count());
        foreach (var setting in new[] { "Facts.Timeout", "Facts.Packages", "Facts.RegionVariables must", "AWS_SECRET_ACCESS_KEY, which looks like a secret's name", "Facts.BaselinePath" })
        {
            Assert.Single(exception.Failures, f => f.Contains(setting, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(3_000, true)]
    [InlineData(9, false)]
    [InlineData(3_001, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Problems_Timeout_HasBounds(int milliseconds, bool isRight) =>
        Assert.Equal(isRight, !FactOptionsRules.Problems(new FactOptions { Timeout = TimeSpan.FromMilliseconds(milliseconds) }).Any());

    [Theory]
    [InlineData("health.json", true)]
    [InlineData("/var/lib/acme/health.json", true)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("a\0b", false)]
    [InlineData("/var/lib/acme/", false)]
    public void Problems_BaselinePath_IsAFile(string path, bool isRight) =>
        Assert.Equal(isRight, !FactOptionsRules.Problems(new FactOptions { BaselinePath = path }).Any());

    [Fact]
    public void Problems_TooManyNames_AreRefused()
    {
        var many = Enumerable.Range(0, 51).Select(i => $"P{i}").ToList();

        Assert.Single(FactOptionsRules.Problems(new FactOptions { Packages = many }));
        Assert.Single(FactOptionsRules.Problems(new FactOptions { RegionVariables = many }));
        Assert.Single(FactOptionsRules.Problems(new FactOptions { Packages = [new string('x', 101)] }));
    }

    [Fact]
    public void Bind_Configuration_SetsEach()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Facts:Timeout"] = "00:00:01",
            ["Facts:BaselinePath"] = "health.json",
            ["Facts:Packages:0"] = "Acme.Sync",
        }).Build();
        var options = new SupportOptions();
        section.Bind(options);

        Assert.Equal((TimeSpan.FromSeconds(1), "health.json"), (options.Facts.Timeout, options.Facts.BaselinePath));
        Assert.Contains("Acme.Sync", options.Facts.Packages);
    }
}
