using System.IO.Compression;
using System.Net;
using SupportSdk.Testing.Http;
using SupportSdk.Testing.Server;

namespace SupportSdk.Testing.Cases;

/// <summary>Bodies of every framing come through byte by byte.</summary>
internal static class Framing
{
    private const int Size = 150_000;

    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("body/declared", "A body of a declared length comes through byte by byte, with its length.", rig => EachAsync(rig, body => [Rig.Length(body.Length)])),
        new("body/undeclared", "A body without a declared length (chunked, or frames alone) comes through byte by byte, and gets no length.", rig => EachAsync(rig, _ => [])),
        Scenario.Http1("body/until-close", "A body that ends with its connection comes through byte by byte.", rig => EachAsync(rig, _ => [("Connection", "close")])),
        new("body/gzip", "A compressed body is decompressed once, and its headers say so as ever.", rig => GzipAsync(rig, DecompressionMethods.All)),
        new("body/gzip-kept", "A compressed body that the app decompresses itself stays compressed.", rig => GzipAsync(rig, DecompressionMethods.None)),
        new("body/gzip-broken", "A compressed body that is broken fails where it always did, with the same exception.", BrokenGzipAsync),
        new("body/trailers", "Trailers are there after the body, and not before it.", TrailersAsync),
        new("body/empty", "An empty body of a declared length is empty, whatever its type says.", EmptyAsync),
        new("body/none", "204, 304 and HEAD have no body, whatever their headers promise.", NoneAsync),
    ];

    private static async Task EachAsync(Rig rig, Func<byte[], (string, string)[]> headers)
    {
        foreach (var kind in Kind.All)
        {
            var body = kind.Body(Size);
            var (server, response) = await rig.OpenAsync(kind, headers(body)).ConfigureAwait(false);
            var serving = ServeAsync(server, body);
            rig.Note($"{kind} length", response.Content.Headers.ContentLength);
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
            await serving.ConfigureAwait(false);
        }
    }

    // Pieces of odd sizes, so that no border of ours is a border of the wire's.
    private static async Task ServeAsync(Exchange server, ReadOnlyMemory<byte> body)
    {
        for (var size = 1; !body.IsEmpty; size = (size * 3) + 1)
        {
            var piece = body[..Math.Min(size, body.Length)];
            await server.WriteAsync(piece).ConfigureAwait(false);
            body = body[piece.Length..];
        }

        await server.EndAsync().ConfigureAwait(false);
    }

    private static async Task GzipAsync(Rig rig, DecompressionMethods decompression)
    {
        rig.Sockets.AutomaticDecompression = decompression;
        foreach (var kind in Kind.All)
        {
            var body = Compress(kind.Body(Size));
            var (server, response) = await rig.OpenAsync(kind, ("Content-Encoding", "gzip"), Rig.Length(body.Length)).ConfigureAwait(false);
            var serving = ServeAsync(server, body);
            rig.Note($"{kind} headers", response.Content.Headers);
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
            rig.Note($"{kind} headers after the body", response.Content.Headers);
            await serving.ConfigureAwait(false);
        }
    }

    private static async Task BrokenGzipAsync(Rig rig)
    {
        rig.Sockets.AutomaticDecompression = DecompressionMethods.All;
        foreach (var kind in Kind.All)
        {
            var body = Compress(kind.Body(2_000));
            body.AsSpan(0, 8).Fill(0xFF);
            var (server, response) = await rig.OpenAsync(kind, ("Content-Encoding", "gzip"), Rig.Length(body.Length)).ConfigureAwait(false);
            await ServeAsync(server, body).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} body", async () => Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    private static async Task TrailersAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var (server, response) = await rig.OpenAsync(kind, ("Trailer", "X-Sum")).ConfigureAwait(false);
            rig.Note($"{kind} trailers before the body", response.TrailingHeaders);
            await server.WriteAsync(kind.Body(20_000)).ConfigureAwait(false);
            await server.EndAsync(("x-sum", "9a"), ("x-late", "1, 2")).ConfigureAwait(false);
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
            rig.Note($"{kind} trailers", response.TrailingHeaders);
        }
    }

    private static async Task EmptyAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var response = await rig.AnsweredAsync(kind, []).ConfigureAwait(false);
            rig.Note($"{kind} length", response.Content.Headers.ContentLength);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            rig.Note($"{kind} read", await stream.ReadAsync(new byte[10]).ConfigureAwait(false));
            rig.Note($"{kind} read again", await stream.ReadAsync(new byte[10]).ConfigureAwait(false));
        }
    }

    private static async Task NoneAsync(Rig rig)
    {
        foreach (var (method, status) in new[] { (HttpMethod.Get, 204), (HttpMethod.Get, 304), (HttpMethod.Head, 200), (HttpMethod.Head, 500) })
        {
            var call = rig.SendAsync(rig.Request(method));
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(status, [("Content-Type", Kind.Json.ContentType), .. status == 204 ? [] : new[] { Rig.Length(50) }]).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{method} {status} headers", response.Content.Headers);
            rig.Note($"{method} {status} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
            rig.Note($"{method} {status} length after the body", response.Content.Headers.ContentLength);
        }
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
