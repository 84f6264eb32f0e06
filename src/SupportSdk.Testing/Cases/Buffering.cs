using System.Text;
using SupportSdk.Testing.Http;

namespace SupportSdk.Testing.Cases;

/// <summary>What <see cref="HttpClient"/> does with a body on the app's behalf works as before: buffering, limits, texts.</summary>
internal static class Buffering
{
    private const int Limit = 1_000;

    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("buffer/content-read", "A call that completes with the body gives it in memory: seekable, of known length, as often as wanted.", ContentReadAsync),
        new("buffer/client-limit-declared", "MaxResponseContentBufferSize refuses a body that declares too much.", rig => ClientLimitAsync(rig, declared: true)),
        new("buffer/client-limit-undeclared", "MaxResponseContentBufferSize refuses a body that becomes too much.", rig => ClientLimitAsync(rig, declared: false)),
        new("buffer/load-limit", "LoadIntoBufferAsync refuses a body over its limit, and takes one at it.", LoadLimitAsync),
        new("buffer/length", "A body without a declared length gets one when it is buffered, and not before.", LengthAsync),
        new("buffer/charset", "Texts are decoded by their charset or byte-order mark.", CharsetAsync),
        new("buffer/shorthands", "GetStringAsync, GetByteArrayAsync and GetStreamAsync give or throw what they did.", ShorthandsAsync),
        new("buffer/ensure-success", "EnsureSuccessStatusCode throws what it did.", EnsureSuccessAsync),
    ];

    private static async Task ContentReadAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var call = rig.Client.SendAsync(rig.Request());
            await AnswerAsync(rig, kind, kind.Body(20_000), declared: false).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind} length", response.Content.Headers.ContentLength);
            var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            rig.Note($"{kind} stream", $"seek {stream.CanSeek}, write {stream.CanWrite}, length {stream.Length}, position {stream.Position}");
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
            rig.Note($"{kind} again", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
        }
    }

    private static async Task ClientLimitAsync(Rig rig, bool declared)
    {
        rig.Client.MaxResponseContentBufferSize = Limit;
        foreach (var kind in Kind.All)
        {
            foreach (var size in new[] { Limit, Limit + 1 })
            {
                var call = rig.Client.SendAsync(rig.Request());
                await AnswerAsync(rig, kind, kind.Body(size), declared).ConfigureAwait(false);
                await rig.NoteAsync($"{kind} of {size}", async () => Kind.Digest(await (await call.ConfigureAwait(false)).Content.ReadAsByteArrayAsync().ConfigureAwait(false))).ConfigureAwait(false);
            }
        }
    }

    private static async Task LoadLimitAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            foreach (var size in new[] { Limit, Limit + 1 })
            {
                var call = rig.SendAsync();
                await AnswerAsync(rig, kind, kind.Body(size), declared: false).ConfigureAwait(false);
                using var response = await call.ConfigureAwait(false);
                await rig.NoteAsync($"{kind} of {size}", async () =>
                {
                    await response.Content.LoadIntoBufferAsync(Limit).ConfigureAwait(false);
                    return Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
                }).ConfigureAwait(false);
            }
        }
    }

    private static async Task LengthAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var call = rig.SendAsync();
            await AnswerAsync(rig, kind, kind.Body(2_000), declared: false).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind} before", response.Content.Headers.ContentLength);
            await response.Content.LoadIntoBufferAsync().ConfigureAwait(false);
            rig.Note($"{kind} after", response.Content.Headers.ContentLength);
        }
    }

    private static async Task CharsetAsync(Rig rig)
    {
        byte[] latin = [.. "caf"u8, 0xE9];
        byte[] marked = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("café")];
        foreach (var (type, body) in new[] { ("text/plain; charset=iso-8859-1", latin), ("application/json", marked), ("application/json; charset=none-such", latin), ("text/plain", latin) })
        {
            foreach (var status in new[] { 200, 500 })
            {
                var call = rig.SendAsync();
                await AnswerAsync(rig, new Kind(status, type), body, declared: true).ConfigureAwait(false);
                using var response = await call.ConfigureAwait(false);
                await rig.NoteAsync($"{status} {type}", async () => await response.Content.ReadAsStringAsync().ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
    }

    private static async Task ShorthandsAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var text = rig.Client.GetStringAsync(rig.Url());
            await AnswerAsync(rig, kind, kind.Body(2_000), declared: true).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} string", async () => (await text.ConfigureAwait(false)).Length).ConfigureAwait(false);

            var bytes = rig.Client.GetByteArrayAsync(rig.Url());
            await AnswerAsync(rig, kind, kind.Body(2_000), declared: true).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} bytes", async () => Kind.Digest(await bytes.ConfigureAwait(false))).ConfigureAwait(false);

            var stream = rig.Client.GetStreamAsync(rig.Url());
            await AnswerAsync(rig, kind, kind.Body(2_000), declared: true).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} stream", async () => await (await stream.ConfigureAwait(false)).ReadAtLeastAsync(new byte[3_000], 3_000, throwOnEndOfStream: false).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static async Task EnsureSuccessAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var response = await rig.AnsweredAsync(kind, kind.Body(2_000)).ConfigureAwait(false);
            await rig.NoteSync($"{kind}", () => response.EnsureSuccessStatusCode().IsSuccessStatusCode).ConfigureAwait(false);
            await rig.NoteAsync($"{kind} body", async () => Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    private static async Task AnswerAsync(Rig rig, Kind kind, byte[] body, bool declared)
    {
        var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
        await server.AnswerAsync(kind.Status, [("Content-Type", kind.ContentType), .. declared ? new[] { Rig.Length(body.Length) } : []]).ConfigureAwait(false);
        await server.WriteAsync(body).ConfigureAwait(false);
        await server.EndAsync().ConfigureAwait(false);
    }
}
