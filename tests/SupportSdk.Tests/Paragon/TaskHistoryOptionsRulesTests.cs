using SupportSdk.Paragon;

namespace SupportSdk.Tests.Paragon;

public sealed class TaskHistoryOptionsRulesTests
{
    private const string Project = "38b1f170-0c43-4eae-9a04-ab85325d99f7";

    [Fact]
    public void Problems_Defaults_NoneAndNoKey()
    {
        Assert.Empty(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions(), null));
        Assert.Empty(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { ApiKey = "pk_123~.+/=-" }, Project));
        Assert.Empty(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { ApiKey = "k", BaseAddress = new Uri("https://gateway.acme.example/paragon/") }, Project));
        Assert.Empty(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { ApiKey = "k", BaseAddress = new Uri("http://127.0.0.1:5000") }, Project));
    }

    [Theory]
    [InlineData("", "blank")]
    [InlineData("  ", "blank")]
    [InlineData("Bearer secret-key", "without 'Bearer'")]
    [InlineData("secret-key\n", "line end")]
    [InlineData("secret-key\r\nX-Other: 1", "line end")]
    [InlineData("secret-kéy", "another character")]
    [InlineData("secret-key\u0000", "another character")]
    public void Problems_WrongKey_NamesTheSettingAndNeverTheKey(string key, string words)
    {
        var problem = Assert.Single(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { ApiKey = key }, Project));
        Assert.StartsWith("Paragon.TaskHistory.ApiKey", problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_LongKey_IsNamed() =>
        Assert.Contains("4096", Assert.Single(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { ApiKey = new string('k', 4_097) }, Project)), StringComparison.Ordinal);

    [Fact]
    public void Problems_KeyWithoutProject_NamesBothSettings()
    {
        var problem = Assert.Single(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { ApiKey = "secret-key" }, null));
        Assert.Contains("Paragon.TaskHistory.ApiKey", problem, StringComparison.Ordinal);
        Assert.Contains("SupportOptions.ProjectId", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/relative", "not an absolute address")]
    [InlineData("http://api.useparagon.com", "sent in clear")]
    [InlineData("ftp://api.useparagon.com", "scheme 'ftp'")]
    [InlineData("https://me:secret@api.useparagon.com", "user name or password")]
    [InlineData("https://api.useparagon.com?key=secret", "query or fragment")]
    [InlineData("https://api.useparagon.com#secret", "query or fragment")]
    public void Problems_WrongAddress_NamesTheSettingAndTheWayOut(string address, string words)
    {
        var problem = Assert.Single(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute) }, null));
        Assert.StartsWith("Paragon.TaskHistory.BaseAddress", problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.Contains("for example", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_EverythingOutOfBounds_IsNamedAtOnce()
    {
        var options = new TaskHistoryOptions
        {
            ApiKey = " ",
            BaseAddress = null!,
            Budget = TimeSpan.Zero,
            MaxExecutions = 21,
            MaxPages = 0,
            WindowBefore = TimeSpan.FromHours(25),
            WindowAfter = TimeSpan.FromSeconds(-1),
        };
        Assert.Equal(
            ["ApiKey", "BaseAddress", "Budget", "MaxExecutions", "MaxPages", "WindowBefore", "WindowAfter"],
            TaskHistoryOptionsRules.Problems(options, null).Select(problem => problem.Split('.', ' ')[2]));
        Assert.Single(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { Budget = TimeSpan.FromSeconds(31) }, null));
        Assert.Single(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { MaxExecutions = 0 }, null));
        Assert.Single(TaskHistoryOptionsRules.Problems(new TaskHistoryOptions { WindowBefore = TimeSpan.Zero, WindowAfter = TimeSpan.Zero }, null));
        Assert.Single(TaskHistoryOptionsRules.Problems(null, null));
    }
}
