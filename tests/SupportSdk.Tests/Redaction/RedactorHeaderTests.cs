using SupportSdk.Redaction;
using SupportSdk.Redaction.Names;

namespace SupportSdk.Tests.Redaction;

public sealed class RedactorHeaderTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Theory]
    [InlineData("content-type", "application/json")]
    [InlineData("X-Request-Id", "38b1f170-0c43-4eae-9a04-ab85325d99f7")]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public void Header_Allowed_IsTheSameInstance(string name, string value) => Assert.Same(value, Redactor.Header(name, value));

    [Theory]
    [InlineData("X-Unknown", "abc")]
    [InlineData("Authorization", "Bearer abc")]
    [InlineData("", "abc")]
    public void Header_NotAllowed_IsMaskedAndReported(string name, string value)
    {
        var tally = new RedactionTally();
        string clean = Redactor.Header(name, value, tally);
        Assert.Equal("[redacted:header-value]", clean);
        Assert.Equal([new RedactionNote("header-value", name, 1, value.Length)], tally.Notes);
        Assert.Same(clean, Redactor.Header(name, clean));
    }

    [Fact]
    public void Header_AllowedWithSecretInside_IsMaskedAsText() =>
        Assert.Equal("agent token=[redacted:token]", Redactor.Header("User-Agent", "agent token=abc"));

    [Theory]
    [InlineData("Authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Cookie")]
    [InlineData("Set-Cookie")]
    [InlineData("X-Api-Key")]
    [InlineData("X-Auth-Token")]
    [InlineData("authorization ")]
    public void Header_SecretName_IsNeverAllowed(string name)
    {
        var options = new RedactionOptions();
        options.AllowedHeaders.Add(name);
        Assert.Equal("[redacted:header-value]", new Redactor(options).Header(name, "plain"));
    }

    [Fact]
    public void Options_Defaults_AllowIdsAndNoSecretName()
    {
        var options = new RedactionOptions();
        Assert.Subset(new HashSet<string>(options.AllowedHeaders), new HashSet<string> { "traceparent", "Request-Id", "X-Request-Id", "X-Correlation-Id", "Retry-After" });
        Assert.Contains("WORKFLOWID", options.AllowedQueryKeys);
        Assert.All(options.AllowedHeaders.Concat(options.AllowedQueryKeys), name => Assert.False(SecretNames.IsSecret(name), name));
        Assert.False(options.MaskEmailAddresses);
    }
}
