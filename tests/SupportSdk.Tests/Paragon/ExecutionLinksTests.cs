using System.Text;
using SupportSdk.Paragon;

namespace SupportSdk.Tests.Paragon;

public sealed class ExecutionLinksTests
{
    private const string Path = "/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/13ab4dd5-2b3f-4d8c-9b6c-000000000001/executions/7d1f8e9a-0000-4000-8000-000000000002";
    private const string Link = "https://dashboard.useparagon.com" + Path;

    public static TheoryData<string> Surroundings =>
    [
        "{0}", " {0} ", "see {0}.", "see {0}, or not", "({0})", "[execution]({0})", "<{0}>", "<{0}|Link to execution>", "\"{0}\"", "'{0}'", "`{0}`", "{0}/", "{0}?tab=steps#x", "{0}/steps/1",
        "{0}\n", "{0}\u00A0", "{0}!", "{0};", "**{0}**", "url={0}&next=1", "https://{0}", "https://https-proxy.example/?u={0}", "x{0}", "{{\"link\":\"{0}\"}}", "{0}\\n", "{0}%22", "{0}&quot;", "executions/ {0}",
    ];

    public static TheoryData<string> Hosts =>
    [
        "dashboard.useparagon.com", "dashboard.mycompany.paragon.so", "https.example", "my-https.example:8443", "127.0.0.1:5001", "[::1]:5001", "bücher.example", "xn--bcher-kva.example", "A.EXAMPLE",
    ];

    [Theory]
    [MemberData(nameof(Surroundings))]
    public void FindIn_LinkInAnySurroundings_IsFound(string surroundings) =>
        Assert.Equal(Link, Assert.Single(ExecutionLinks.FindIn(surroundings.Replace("{{", "{", StringComparison.Ordinal).Replace("{0}", Link, StringComparison.Ordinal))).Url.AbsoluteUri);

    [Theory]
    [MemberData(nameof(Hosts))]
    public void FindIn_AnyHttpsHostInAnyEscape_IsWhatTryParseSays(string host)
    {
        Assert.True(WorkflowExecutionLink.TryParse($"https://{host}{Path}", out var expected));
        foreach (var escaped in Escapes($"https://{host}{Path}"))
        {
            Assert.Equal(expected, Assert.Single(ExecutionLinks.FindIn($"before {escaped} after")));
        }
    }

    [Fact]
    public void FindIn_SameLinkTwice_IsTakenOnceAndInOrder()
    {
        var second = Link[..^1] + "3";
        Assert.Equal([Link, second], ExecutionLinks.FindIn($"{Link} {second} {Link}").Select(link => link.Url.AbsoluteUri));
    }

    [Fact]
    public void FindIn_MoreThanAsked_KeepsTheFirst()
    {
        var text = string.Join('\n', Enumerable.Range(10, 50).Select(number => Link[..^2] + number));
        Assert.Equal(20, ExecutionLinks.FindIn(text).Count);
        Assert.EndsWith("10", Assert.Single(ExecutionLinks.FindIn(text, most: 1)).Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Empty(ExecutionLinks.FindIn(text, most: 0));
    }

    [Fact]
    public void FindIn_NoLink_AllocatesNothing()
    {
        var text = string.Concat(Enumerable.Repeat($"https://api.example/v1 executions/ executions {Path.Replace("connect", "other", StringComparison.Ordinal)} 10 executions failed\n", 200));
        Assert.Empty(ExecutionLinks.FindIn(text));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = ExecutionLinks.FindIn(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(found);
    }

    [Fact]
    public void FindIn_Corpus_HoldsWhatItsNamesSay() =>
        Assert.All(Corpus.Of("links"), file => Assert.Equal((file.Name, file.Executions), (file.Name, ExecutionLinks.FindIn(Encoding.UTF8.GetString(file.Bytes)).Count)));

    [Theory]
    [InlineData("https://")]
    [InlineData("executions/")]
    [InlineData("executions\\")]
    [InlineData("executions%25")]
    [InlineData("https://x/executions/7d1f8e9a-0000-4000-8000-000000000002 ")]
    [InlineData("httpshttpshttps https://executions/7d1f8e9a-0000-4000-8000-000000000002/")]
    [InlineData("https:///connect/projects/executions%2f7d1f8e9a-0000-4000-8000-000000000002|")]
    [InlineData("/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/13ab4dd5-2b3f-4d8c-9b6c-000000000001/executions/7d1f8e9a-0000-4000-8000-000000000002 ")]
    public void FindIn_HostileMegabyte_Completes(string piece) => Assert.Empty(ExecutionLinks.FindIn(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length))));

    [Fact]
    public void FindIn_RandomSurroundings_FindsEveryLinkAndNoOther()
    {
        const string Noise = "abc XYZ019\n\t\"'{}[]()<>:;,.=?/\\@#%$_+*&|~ executions/ https:// -7d1f8e9a\u00e9\ud83d\ude00";
        var random = new Random(20261123);
        for (var round = 0; round < Corpus.Rounds(3_000); round++)
        {
            var text = new StringBuilder();
            var expected = new List<string>();
            for (var part = random.Next(1, 5); part > 0; part--)
            {
                var link = $"https://d{random.Next(1000)}.example/connect/projects/{NewId(random)}/history/workflows/{NewId(random)}/executions/{NewId(random)}";
                var escapes = Escapes(link).ToArray();
                text.Append(random.GetItems<char>(Noise, random.Next(60))).Append('\n').Append(escapes[random.Next(escapes.Length)]).Append("\n|> ,;"[random.Next(6)]);
                expected.Add(link);
            }

            Assert.Equal(expected, ExecutionLinks.FindIn(text.ToString()).Select(found => found.Url.AbsoluteUri));
        }
    }

    [Fact]
    public void FindIn_MutatedCorpus_GivesOnlyWhatTryParseAccepts()
    {
        var random = new Random(42);
        var corpus = Corpus.Of("links");
        for (var round = 0; round < Corpus.Rounds(10_000); round++)
        {
            var text = Encoding.UTF8.GetString(Corpus.Mutate(random, corpus[random.Next(corpus.Count)].Bytes));
            Assert.All(ExecutionLinks.FindIn(text), link => Assert.True(WorkflowExecutionLink.TryParse(link.Url.AbsoluteUri, out var same) && same == link, text));
        }
    }

    private static IEnumerable<string> Escapes(string link) =>
    [
        link,
        link.Replace("/", "\\/", StringComparison.Ordinal),
        link.Replace("/", "\\\\\\/", StringComparison.Ordinal),
        link.Replace("/", "\\u002F", StringComparison.Ordinal),
        link.Replace("/", "\\\\u002f", StringComparison.Ordinal),
        Uri.EscapeDataString(link).Replace("%C3%BC", "ü", StringComparison.Ordinal),
        Uri.EscapeDataString(Uri.EscapeDataString(link)).Replace("%25C3%25BC", "ü", StringComparison.Ordinal),
        Uri.EscapeDataString(link).Replace("%C3%BC", "ü", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal),
        link.Replace("/", "&#x2F;", StringComparison.Ordinal).Replace(":", "&#58;", StringComparison.Ordinal),
        "HTTPS" + link[5..],
    ];

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
