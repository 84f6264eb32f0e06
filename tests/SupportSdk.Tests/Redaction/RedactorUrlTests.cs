using SupportSdk.Redaction;

namespace SupportSdk.Tests.Redaction;

public sealed class RedactorUrlTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Theory]
    [InlineData("https://x.example/a?code=abc&limit=5", "https://x.example/a?code=REDACTED&limit=5")]
    [InlineData("https://bob:pw@x.example:8080/a", "https://REDACTED@x.example:8080/a")]
    [InlineData("//bob:pw@x.example/a", "//REDACTED@x.example/a")]
    [InlineData("https://bob:p/w?#x@x.example/a", "https://REDACTED@x.example/a")]
    [InlineData("https://x.example/#token", "https://x.example/#REDACTED")]
    [InlineData("/a/b?x=1#f", "/a/b?x=REDACTED#REDACTED")]
    [InlineData("a?b=c", "a?b=REDACTED")]
    [InlineData("?b=c", "?b=REDACTED")]
    [InlineData("/a?flag&x=1", "/a?flag&x=REDACTED")]
    [InlineData("/a?abc123secret", "/a?REDACTED")]
    [InlineData("/a?x=1&x=2&x=3", "/a?x=REDACTED&x=REDACTED&x=REDACTED")]
    [InlineData("/a?x=1;y=2", "/a?x=REDACTED;y=REDACTED")]
    [InlineData("/a?limit=5;y=2", "/a?limit=5;y=REDACTED")]
    [InlineData("/a?x=a=b==", "/a?x=REDACTED")]
    [InlineData("/a?LIMIT=5&li%6Dit=6", "/a?LIMIT=5&li%6Dit=REDACTED")]
    [InlineData("/a?x=", "/a?x=")]
    [InlineData("/a?=v", "/a?=REDACTED")]
    [InlineData("/a?status=xoxb-0123456789", "/a?status=REDACTED")]
    [InlineData("/a/xoxb-0123456789/b", "/a/REDACTED/b")]
    [InlineData("/a;jsessionid=abc123/b", "/a;jsessionid=REDACTED")]
    [InlineData("not an address: token=abc123", "not an address: token=REDACTED")]
    [InlineData("https://hooks.slack.com/services/T/B/X?a=b", "https://hooks.slack.com/services/REDACTED")]
    [InlineData("/a?x=\ud800\0\u202e", "/a?x=REDACTED")]
    public void Url_SecretParts_AreMaskedOnce(string url, string expected)
    {
        string clean = Redactor.Url(url);
        Assert.Equal(expected, clean);
        Assert.Same(clean, Redactor.Url(clean));
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://x.example")]
    [InlineData("https://[::1]:8080/a")]
    [InlineData("https://x.example/users/@me")]
    [InlineData("https://api.useparagon.com/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/sdk/me?limit=5&workflowId=38b1f170-0c43-4eae-9a04-ab85325d99f7")]
    [InlineData("://")]
    [InlineData("https://")]
    [InlineData("?")]
    [InlineData("#")]
    [InlineData("&;=")]
    public void Url_NothingSecret_IsTheSameInstance(string url) => Assert.Same(url, Redactor.Url(url));

    [Fact]
    public void Url_Jwt_IsMaskedInThePath() =>
        Assert.Equal("https://x.example/a/REDACTED/b", Redactor.Url($"https://x.example/a/{SecretCorpus.Jwt}/b"));

    [Fact]
    public void Url_AllowedKey_IsKeptUnlessItsNameIsASecret()
    {
        var options = new RedactionOptions();
        options.AllowedQueryKeys.Add("color");
        options.AllowedQueryKeys.Add("access_token");
        Assert.Equal("/a?Color=red&access_token=REDACTED", new Redactor(options).Url("/a?Color=red&access_token=abc"));
    }

    [Fact]
    public void Url_Masked_IsReportedWithItsPlace()
    {
        var tally = new RedactionTally();
        Redactor.Url("https://u:p@x.example/?a=b&c=d#e", tally, "ApiErrors[0].Url");
        Assert.Equal(
            [new RedactionNote("url-userinfo", "ApiErrors[0].Url", 1, 3), new RedactionNote("query-value", "ApiErrors[0].Url", 2, 2), new RedactionNote("url-fragment", "ApiErrors[0].Url", 1, 1)],
            tally.Notes);
    }
}
