using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using SupportSdk.Telemetry;

namespace SupportSdk.Tests.Capture.Http;

public sealed class BadBodyTests
{
    private static readonly string Deep = string.Concat(Enumerable.Repeat("{\"a\":[", 5_000)) + "\"message\"" + string.Concat(Enumerable.Repeat("]}", 5_000));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, byte[]> Bodies => new()
    {
        { "html called JSON", "application/json", "", "<html>Bad gateway</html>"u8.ToArray() },
        { "JSON called text", "text/plain", "", """{"message":"m"}"""u8.ToArray() },
        { "bytes called JSON", "application/json", "", [.. Enumerable.Range(0, 256).Select(i => (byte)i)] },
        { "malformed UTF-8", "application/json; charset=utf-8", "", [.. "{\"message\":\""u8, 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80, .. "\"}"u8] },
        { "UTF-8 called UTF-16", "application/json; charset=utf-16", "", """{"message":"m"} """u8.ToArray() },
        { "UTF-16 called so", "application/json; charset=utf-16", "", Encoding.Unicode.GetBytes("""{"message":"m"}""") },
        { "half a UTF-16 character", "text/plain; charset=utf-16", "", [0x3D, 0xD8, 0x00] },
        { "a charset that nobody knows", "text/plain; charset=\"x-none\"", "", "text"u8.ToArray() },
        { "a refused charset", "text/plain; charset=utf-7", "", "+AGE-"u8.ToArray() },
        { "deep JSON", "application/json", "", Encoding.ASCII.GetBytes(Deep) },
        { "escapes that are broken", "application/json", "", "{\"message\":\"\\ud800\\u00\"}"u8.ToArray() },
        { "gzip called gzip", "application/json", "gzip", Packed("""{"message":"m"}""") },
        { "malformed gzip", "application/json", "gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5] },
        { "half of a gzip", "application/json", "gzip", Packed(new string('m', 100_000))[..60] },
        { "text called gzip", "application/json", "gzip", """{"message":"m"}"""u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Body_ThatLies_AppSeesWhatAPlainClientShows(string what, string type, string coding, byte[] body)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (int.Parse(context.Request.Query["status"]!, null), type);
            if (coding.Length > 0)
            {
                context.Response.Headers.ContentEncoding = coding;
            }

            await context.Response.Body.WriteAsync(body);
        });
        var bench = new CaptureBench();
        using var scope = bench.Open();
        foreach (var path in new[] { "/?status=500", "/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/tools?status=200" })
        {
            foreach (var unpacks in new[] { false, true })
            {
                using var plain = new HttpClient(Handler(unpacks));
                using var captured = bench.Client(Handler(unpacks));
                var url = new Uri(server.Url, path);
                Assert.Equal(await TranscriptAsync(plain, url), await TranscriptAsync(captured, url));
            }
        }

        var errors = scope.Snapshot().ApiErrors;
        Assert.True(errors.Count(e => e.StatusCode == 500) == 4, what);
        Assert.All(errors, e => Encoding.UTF8.GetBytes(e.BodyExcerpt ?? ""));
        Assert.Equal(0, bench.Losses.Of(LossReason.CaptureFailed));
    }

    [Theory]
    [InlineData("HTTP/1.1 500 E\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{\"message\":\"longer than it says\"}")]
    [InlineData("HTTP/1.1 500 E\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{\"message\":\"shorter\"}")]
    [InlineData("HTTP/1.1 500 E\r\nContent-Type: application/json\r\nContent-Length: 10\r\nContent-Length: 12\r\n\r\n{\"a\":1}")]
    [InlineData("HTTP/1.1 500 E\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n{\"a\":1}")]
    public async Task Length_ThatLies_AppSeesWhatAPlainClientShows(string answer)
    {
        var bench = new CaptureBench();
        using var scope = bench.Open();
        var transcripts = new List<string>();
        foreach (var client in new[] { new HttpClient(Handler(unpacks: false)), bench.Client(Handler(unpacks: false)) })
        {
            using var server = new RawServer(answer);
            transcripts.Add(await TranscriptAsync(client, server.Url, HttpCompletionOption.ResponseHeadersRead));
            client.Dispose();
        }

        Assert.Equal(transcripts[0], transcripts[1]);
        Assert.Single(scope.Snapshot().ApiErrors);
        Assert.Equal(0, bench.Losses.Of(LossReason.CaptureFailed));
    }

    [Fact]
    public async Task ErrorPage_Of50Megabytes_IsPassedOnWholeAndKeptInPart()
    {
        const int Blocks = 800;
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("lorem ipsum dolo", 4_096)));
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (502, "text/html");
            for (var i = 0; i < Blocks; i++)
            {
                await context.Response.Body.WriteAsync(block);
            }
        });
        var bench = new CaptureBench();
        using var scope = bench.Open();
        using var client = bench.Client();
        using var response = await client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var counter = new CountingStream();
        await response.Content.CopyToAsync(counter, Cancelled);
        Assert.Equal((long)Blocks * block.Length, counter.Count);
        Assert.InRange(Assert.Single(scope.Snapshot().ApiErrors).BodyExcerpt!.Length, 16_000, 16 * 1024);
        Assert.True(bench.Store.Budget.Used < 64 * 1024);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(200)]
    public async Task Http2_BodyAndTrailers_AreTheServers(int status)
    {
        await using var server = await LoopbackServer.StartAsync(
            async context =>
            {
                (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
                context.Response.DeclareTrailer("T");
                await context.Response.WriteAsync("""{"errors":[{"type":"a","message":"b"}],"message":"m"}""");
                context.Response.AppendTrailer("T", "end");
            },
            http2: true);
        var bench = new CaptureBench();
        using var scope = bench.Open();
        var transcripts = new List<string>();
        foreach (var client in new[] { new HttpClient(Handler(unpacks: false)), bench.Client(Handler(unpacks: false)) })
        {
            (client.DefaultRequestVersion, client.DefaultVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            transcripts.Add(await TranscriptAsync(client, new Uri(server.Url, "/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/tools")));
            client.Dispose();
        }

        Assert.Equal(transcripts[0], transcripts[1]);
        Assert.Contains("T: end", transcripts[1], StringComparison.OrdinalIgnoreCase);
        Assert.Equal([(status, "m"), (status, "m")], scope.Snapshot().ApiErrors.Select(e => (e.StatusCode!.Value, e.Message)));
    }

    private static Task<string> TranscriptAsync(HttpClient client, Uri url) =>
        TranscriptAsync(client, url, HttpCompletionOption.ResponseHeadersRead, HttpCompletionOption.ResponseContentRead);

    private static async Task<string> TranscriptAsync(HttpClient client, Uri url, params HttpCompletionOption[] options)
    {
        var text = new StringBuilder();
        foreach (var option in options)
        {
            var thrown = await Record.ExceptionAsync(async () =>
            {
                using var response = await client.GetAsync(url, option, Cancelled);
                text.Append((int)response.StatusCode).Append(' ').Append(response.Version).Append(response.Content.Headers.NonValidated.Count).Append(response.Content.Headers.ContentLength);
                text.Append(Convert.ToBase64String(await response.Content.ReadAsByteArrayAsync(Cancelled))).Append(response.TrailingHeaders);
            });
            for (var e = thrown; e is not null and not SocketException; e = e.InnerException)
            {
                text.Append('|').Append(e.GetType()).Append(e.Message).Append((e as HttpIOException)?.HttpRequestError);
            }
        }

        return text.ToString();
    }

    private static SocketsHttpHandler Handler(bool unpacks) => new() { UseProxy = false, AutomaticDecompression = unpacks ? DecompressionMethods.All : DecompressionMethods.None };

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
