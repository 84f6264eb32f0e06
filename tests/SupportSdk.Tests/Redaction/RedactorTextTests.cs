using SupportSdk.Redaction;

namespace SupportSdk.Tests.Redaction;

public sealed class RedactorTextTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Theory]
    [MemberData(nameof(SecretCorpus.Secrets), MemberType = typeof(SecretCorpus))]
    public void Text_KnownSecret_IsMaskedAndReported(string text, string rule, string secret)
    {
        var tally = new RedactionTally();
        string clean = Redactor.Text(text, tally, "Description");

        Assert.DoesNotContain(secret, clean, StringComparison.Ordinal);
        Assert.Contains(tally.Notes, note => note.Rule == rule && note.Place == "Description");
        Assert.Same(clean, Redactor.Text(clean));
    }

    [Theory]
    [MemberData(nameof(SecretCorpus.Harmless), MemberType = typeof(SecretCorpus))]
    public void Text_Harmless_IsTheSameInstance(string text)
    {
        var tally = new RedactionTally();
        Assert.Same(text, Redactor.Text(text, tally, "Description"));
        Assert.Empty(tally.Notes);
    }

    [Fact]
    public void Text_Shape_IsMaskedAndNothingElse() => Assert.All(SecretCorpus.Shapes, shape =>
        Assert.Equal($"start [redacted:{shape.Rule}] end", Redactor.Text($"start {shape.Secret.TrimEnd('.')} end")));

    [Theory]
    [InlineData("Authorization: Bearer abc123 and more", "Authorization: Bearer [redacted:bearer] and more")]
    [InlineData("{\"user\":\"bob\",\"password\":\"x y\",\"n\":1}", "{\"user\":\"bob\",\"password\":\"[redacted:password]\",\"n\":1}")]
    [InlineData("{\"password\":123,\"n\":1}", "{\"password\":\"[redacted:password]\",\"n\":1}")]
    [InlineData("{\"m\":\"{\\\"pwd\\\":\\\"x\\\",\\\"n\\\":1}\"}", "{\"m\":\"{\\\"pwd\\\":\\\"[redacted:password]\\\",\\\"n\\\":1}\"}")]
    [InlineData("{\"secrets\":[\"a\",{\"b\":\"c\"},null],\"n\":1}", "{\"secrets\":[\"[redacted:secret]\",{\"b\":\"[redacted:secret]\"},null],\"n\":1}")]
    [InlineData("password=abc,user=bob", "password=[redacted:password],user=bob")]
    [InlineData("(password=abc)", "(password=[redacted:password])")]
    [InlineData("Server=db;Password=a b;Timeout=5", "Server=db;Password=[redacted:password];Timeout=5")]
    [InlineData("GET https://u:p@x.example/a/b?limit=5&k=v&flag).", "GET https://REDACTED@x.example/a/b?limit=5&k=REDACTED&flag).")]
    [InlineData("https://hooks.slack.com/services/T0/B0/X y", "https://hooks.slack.com/services/REDACTED y")]
    [InlineData("x -----BEGIN PRIVATE KEY-----\nAB\n-----END PRIVATE KEY----- y", "x [redacted:pem-key] y")]
    [InlineData("Cookie: a=b; c=d\nDate: x", "Cookie: [redacted:cookie]\nDate: x")]
    public void Text_Secret_KeepsWhatStandsAround(string text, string expected) => Assert.Equal(expected, Redactor.Text(text));

    [Theory]
    [InlineData(false, "mail bob.b+x@mail.example.com, please")]
    [InlineData(true, "mail [redacted:email], please")]
    public void Text_EmailAddress_IsMaskedByOptionOnly(bool mask, string expected)
    {
        var redactor = new Redactor(new RedactionOptions { MaskEmailAddresses = mask });
        string clean = redactor.Text("mail bob.b+x@mail.example.com, please");
        Assert.Equal(expected, clean);
        Assert.Same(clean, redactor.Text(clean));
    }

    [Fact]
    public void Text_SeveralSecrets_AreCountedByRuleAndPlace()
    {
        var tally = new RedactionTally();
        Redactor.Text("password=a1 pwd=b2 token=c3", tally, "ApiErrors[0].Message");
        Assert.Equal([new RedactionNote("password", "ApiErrors[0].Message", 2, 4), new RedactionNote("token", "ApiErrors[0].Message", 1, 2)], tally.Notes);
    }

    [Fact]
    public void BodyText_JsonCutOffAnywhere_KeepsNoSecret()
    {
        const string Json = "{\"a\":{\"password\":\"hunter2secret\",\"list\":[{\"token\":\"hunter2secret\"}],\"ok\":\"shown\"}}";
        Assert.Contains("shown", Redactor.BodyText(Json, "application/json"), StringComparison.Ordinal);
        for (int length = 0; length <= Json.Length; length++)
        {
            Assert.DoesNotContain("hunter2", Redactor.BodyText(Json[..length], "application/json"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BodyText_Form_KeepsAllowedValuesOnly()
    {
        string clean = Redactor.BodyText("status=ok&code=abc&name=bob", "application/x-www-form-urlencoded; charset=utf-8");
        Assert.Equal("status=ok&code=REDACTED&name=REDACTED", clean);
    }
}
