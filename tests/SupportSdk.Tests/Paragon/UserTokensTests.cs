using System.Text;
using SupportSdk.Paragon;
using SupportSdk.Tests.Capture;

namespace SupportSdk.Tests.Paragon;

public sealed class UserTokensTests
{
    [Theory]
    [InlineData("""{"sub":"user-1"}""", "user-1")]
    [InlineData("""{"id":"user-2"}""", "user-2")]
    [InlineData("""{"id":"second","sub":"first"}""", "first")]
    [InlineData("""{"sub":"","id":"fallback"}""", "fallback")]
    [InlineData("""{"sub":null,"id":"fallback"}""", "fallback")]
    [InlineData("""{"sub":42}""", "42")]
    [InlineData("""{"sub":90071992547409931234}""", "90071992547409931234")]
    [InlineData("""{"sub":"test@example.com","exp":1}""", "test@example.com")]
    [InlineData("""{"a":{"sub":"nested"},"sub":"outer","b":[{"sub":"deep"}]}""", "outer")]
    [InlineData("""{"sub":"one","sub":"two"}""", "two")]
    [InlineData("""{"sub":"Zoë \"quoted\" ünïcode?>"}""", "Zoë \"quoted\" ünïcode?>")]
    public void UserIdOf_Token_IsSubElseId(string payload, string expected)
    {
        Assert.Equal(expected, UserTokens.UserIdOf(Tokens.Of(payload)));
        Assert.Equal(expected, UserTokens.UserIdOf("Bearer " + Tokens.Of(payload)));
        Assert.Equal(expected, UserTokens.UserIdOf("bearer   " + Tokens.Of(payload) + " "));
    }

    [Theory]
    [InlineData("""{"a":{"sub":"nested"}}""")]
    [InlineData("""{"sub":{"id":"x"}}""")]
    [InlineData("""{"sub":["x"]}""")]
    [InlineData("""{"sub":true}""")]
    [InlineData("""{"sub":"   "}""")]
    [InlineData("""{"sub":"cut""")]
    [InlineData("""{"sub":"good"} trailing""")]
    [InlineData("""{"sub":"good",}""")]
    [InlineData("""["sub"]""")]
    [InlineData("\"sub\"")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"sub":"\ud800"}""")]
    [InlineData("""{"sub":"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln"}""")]
    public void UserIdOf_BrokenOrForeignPayload_IsNull(string payload) => Assert.Null(UserTokens.UserIdOf(Tokens.Of(payload)));

    [Theory]
    [InlineData("""{"sub":"x","exp":1767225600}""", "2026-01-01T00:00:00Z")]
    [InlineData("""{"exp":1767225600.5}""", "2026-01-01T00:00:00.5Z")]
    [InlineData("""{"exp":1,"exp":1767225600}""", "2026-01-01T00:00:00Z")]
    [InlineData("""{"a":{"exp":1},"b":[{"exp":2}],"exp":0}""", "1970-01-01T00:00:00Z")]
    [InlineData("""{"exp":253402300799}""", "9999-12-31T23:59:59Z")]
    [InlineData("""{"exp":253402300800}""", null)]
    [InlineData("""{"exp":1e300}""", null)]
    [InlineData("""{"exp":-1}""", null)]
    [InlineData("""{"exp":"1767225600"}""", null)]
    [InlineData("""{"exp":{"exp":1767225600}}""", null)]
    [InlineData("""{"exp":null}""", null)]
    [InlineData("""{"sub":"x"}""", null)]
    [InlineData("""[{"exp":1767225600}]""", null)]
    [InlineData("""{"exp":1767225600""", null)]
    [InlineData("""{"\udc00exp":1}""", null)]
    [InlineData("not json", null)]
    public void ExpiryOf_Token_IsItsExp(string payload, string? expected)
    {
        DateTimeOffset? instant = expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(instant, UserTokens.ExpiryOf(Tokens.Of(payload)));
        Assert.Equal(instant, UserTokens.ExpiryOf("Bearer " + Tokens.Of(payload)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("an-api-key")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("..")]
    [InlineData(".eyJzdWIiOiJ4In0.c")]
    [InlineData("a.!!!!.c")]
    [InlineData("a.eyJzdWIi\u00e9.c")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("a.eyJzd.c")]
    public void UserIdOf_NotAToken_IsNull(string text)
    {
        Assert.Null(UserTokens.UserIdOf(text));
        Assert.Null(UserTokens.ExpiryOf(text));
    }

    [Fact]
    public void UserIdOf_InvalidUtf8InSub_IsNull() => Assert.Null(UserTokens.UserIdOf(Tokens.Of([.. "{\"sub\":\""u8, 0xC3, 0x28, .. "\"}"u8])));

    [Fact]
    public void UserIdOf_MegabytePayload_IsNull() =>
        Assert.Null(UserTokens.UserIdOf(Tokens.Of($$"""{"sub":"x","filler":"{{new string('f', 1_000_000)}}"}""")));

    [Fact]
    public void UserIdOf_LargePermissionsBelowTheBound_IsRead() =>
        Assert.Equal("x", UserTokens.UserIdOf(Tokens.Of($$"""{"urn:useparagon:connect:permissions":"{{new string('f', 40_000)}}","sub":"x"}""")));

    [Fact]
    public void UserIdOf_OverlongSub_IsNull() => Assert.Null(UserTokens.UserIdOf(Tokens.For(new string('u', 1_025))));

    [Fact]
    public void UserIdOf_DeepPayload_IsNull() =>
        Assert.Null(UserTokens.UserIdOf(Tokens.Of($$"""{"a":{{new string('[', 10_000)}}{{new string(']', 10_000)}},"sub":"x"}""")));

    [Fact]
    public void UserIdOf_StandardBase64AndPadding_IsRead() =>
        Assert.Equal("x?>", UserTokens.UserIdOf($"h.{Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"sub":"x?>"}"""))}.s"));
}
