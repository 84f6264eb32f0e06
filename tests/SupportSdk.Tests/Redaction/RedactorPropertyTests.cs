using System.Text;
using SupportSdk.Redaction;

namespace SupportSdk.Tests.Redaction;

/// <summary>Random surroundings with fixed seeds, hostile megabytes, and what a clean text costs.</summary>
public sealed class RedactorPropertyTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());
    private const string Noise = "abcXYZ019 \n\t\"'{}[]()<>:;,.=&?/\\@#%$_-+*\0\u202e\u00e9\ud83d\ude00";
    private static readonly string[] Pieces =
    [
        "password", "token", "=", ":", "\"", "\\\"", "Bearer ", "https://", "?a=", "&", "eyJ", "-----BEGIN PRIVATE KEY-----", "[redacted:jwt]", "REDACTED", "Authorization: ", "Cookie: ", ";Password=",
        "{\"secret\":[", "}", "\\u0022", "api_key", "x y", "ghp_0123456789abcdefghij", "@", "#", "'", "\n", ",", "AKIAIOSFODNN7EXAMPLE", "Basic dXNlcjpwYXNz", "session",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Text_ShapeInRandomNoise_NeverSurvives(int seed)
    {
        var random = new Random(seed);
        const string Delimiters = " \n\t\"'<>(),;|";
        for (int i = 0; i < 4_000; i++)
        {
            string secret = SecretCorpus.Shapes[random.Next(SecretCorpus.Shapes.Count)].Secret;
            string text = RandomText(random, Noise, 40) + Delimiters[random.Next(Delimiters.Length)] + secret + Delimiters[random.Next(Delimiters.Length)] + RandomText(random, Noise, 40);
            Assert.False(Redactor.Text(text).Contains(secret[..^1], StringComparison.Ordinal), text);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Text_NamedValueInRandomNoise_NeverSurvives(int seed)
    {
        var random = new Random(seed);
        string[] names = ["password=", "\"password\":\"", "api_key: ", "client_secret='", "Authorization: Bearer ", "access_token=", "https://u:", "/x?code="];
        for (int i = 0; i < 4_000; i++)
        {
            string name = names[random.Next(names.Length)];
            string secret = "s3cr3t" + RandomText(random, "abcXYZ019-._~!$*", 12) + "9";
            string close = name switch { "https://u:" => "@host.example", _ when name[^1] is '"' or '\'' => name[^1..], _ => " " };
            string text = $"{RandomText(random, Noise, 30)}\n{name}{secret}{close}\n{RandomText(random, Noise, 30)}";
            Assert.False(Redactor.Text(text).Contains(secret, StringComparison.Ordinal), text);
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Text_AnyMixture_IsIdempotent(int seed)
    {
        var random = new Random(seed);
        var redactor = new Redactor(new RedactionOptions { MaskEmailAddresses = true });
        for (int i = 0; i < 20_000; i++)
        {
            var builder = new StringBuilder();
            for (int n = random.Next(12); n >= 0; n--) builder.Append(random.Next(3) == 0 ? RandomText(random, Noise, 4) : Pieces[random.Next(Pieces.Length)]);
            string text = builder.ToString();
            string once = redactor.Text(text);
            Assert.True(once == redactor.Text(once), $"{text}\n---\n{once}\n---\n{redactor.Text(once)}");
            string url = redactor.Url(text);
            Assert.True(url == redactor.Url(url), $"{text}\n---\n{url}\n---\n{redactor.Url(url)}");
        }
    }

    [Fact]
    public void Text_NothingMasked_AllocatesNothing()
    {
        string text = string.Concat(Enumerable.Repeat("2026-03-01T12:00:00Z GET https://shop.example/v1?limit=5 {\"id\":1,\"status\":\"ok\",\"token_type\":\"x\"} Basic read-only password: must\n", 40));
        Assert.Same(text, Redactor.Text(text));
        long before = GC.GetAllocatedBytesForCurrentThread();
        string same = Redactor.Text(text);
        same = Redactor.Url("https://shop.example/v1?limit=5");
        same = Redactor.Header("User-Agent", "agent");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotNull(same);
    }

    [Theory]
    [InlineData("eyJ")]
    [InlineData("-eyJaaaaaaaa")]
    [InlineData("password=")]
    [InlineData("password=\"")]
    [InlineData("password='a\\")]
    [InlineData("\"password\":[")]
    [InlineData("password: ,")]
    [InlineData("-----BEGIN")]
    [InlineData("-----BEGIN PRIVATE KEY-----.")]
    [InlineData("https://a:b")]
    [InlineData("http://x ")]
    [InlineData("/a?b=")]
    [InlineData("/????")]
    [InlineData("@")]
    [InlineData("\\")]
    [InlineData("Bearer ")]
    [InlineData("Cookie: ' ")]
    [InlineData("token = ")]
    [InlineData("ghp_")]
    [InlineData(";Password=a")]
    [InlineData("key=.")]
    [InlineData("key 'a")]
    [InlineData("x_token_y=.")]
    [InlineData("<password>")]
    [InlineData("Aa1+/")]
    [InlineData("%41")]
    public void Text_HostilePieces_Complete(string piece)
    {
        var redactor = new Redactor(new RedactionOptions { MaskEmailAddresses = true });
        string text = string.Concat(Enumerable.Repeat(piece, 250_000 / piece.Length + 1));
        string clean = redactor.Text(text);
        Assert.Equal(clean, redactor.Text(clean));
        Assert.NotNull(redactor.Url(text));
    }

    private static string RandomText(Random random, string alphabet, int most) => new(random.GetItems<char>(alphabet, random.Next(most)));
}
