using System.Diagnostics;
using System.Text;
using SupportSdk.Testing.Http;
using SupportSdk.Testing.Server;

namespace SupportSdk.Testing.Cases;

/// <summary>Heads go out and come in as they are: nothing is added, parsed anew, reordered or lost.</summary>
internal static class Heads
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("head/request", "The request's head is on the wire as the app made it: no header is added, no odd value is tidied.", RequestAsync),
        new("head/request-object", "The app's request is the same after the call: headers, options, version, content.", RequestObjectAsync),
        new("head/response", "Headers of the response and of its content are as they came: odd values, repetitions, order.", ResponseAsync),
        new("head/status", "Status, reason, version and the request message of a response are those of the wire.", StatusAsync),
        new("head/informational", "Informational responses before the final one stay invisible.", InformationalAsync),
        new("head/trace", "The app's trace goes on the wire as its own, and is current after the call.", TraceAsync),
        new("head/no-trace", "An app without a trace has none on the wire, and none after the call.", NoTraceAsync),
    ];

    private static async Task RequestAsync(Rig rig)
    {
        foreach (var (kind, content) in new[] { (Kind.Plain, null), (Kind.FailedJson, new StringContent("""{"a":1}""", Encoding.UTF8, "application/json")) })
        {
            using var request = rig.Request(content is null ? HttpMethod.Get : HttpMethod.Post, "/p%20q/?a=b%2Fc&d=%7E", content);
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer   {Token()}");
            request.Headers.TryAddWithoutValidation("X-Odd", ["a,  b;c", " second"]);
            request.Headers.TryAddWithoutValidation("User-Agent", "one/1.0 (two; three) /four");
            request.Headers.TryAddWithoutValidation("Accept", "*/*;q=0.10, text/plain");
            var call = rig.SendAsync(request);
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            rig.Note($"{kind} on the wire", server.Head);
            rig.Note($"{kind} body", Encoding.UTF8.GetString(await server.ReadAsync().ConfigureAwait(false)));
            await EndAsync(server, kind).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
        }
    }

    private static async Task RequestObjectAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            using var content = new StringContent("body");
            using var request = rig.Request(HttpMethod.Post, "/path", content);
            request.Headers.Add("X-App", "1");
            request.Options.Set(new HttpRequestOptionsKey<string>("app"), "own");
            var call = rig.SendAsync(request);
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.ReadAsync().ConfigureAwait(false);
            await EndAsync(server, kind).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind} headers", request.Headers);
            rig.Note($"{kind} options", string.Join(", ", ((IDictionary<string, object?>)request.Options).Keys));
            rig.Note($"{kind} rest", $"{request.Method} {request.RequestUri} {request.Version} {request.VersionPolicy}, content kept {ReferenceEquals(content, request.Content)}");
            rig.Note($"{kind} content", $"{content.Headers}{await content.ReadAsStringAsync().ConfigureAwait(false)}");
        }
    }

    private static async Task ResponseAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var (server, response) = await rig.OpenAsync(
                kind, ("X-Odd", "a,  b;c"), ("Set-Cookie", "a=1"), ("X-Request-Id", "r-1"), ("Set-Cookie", "b=2"), ("Date", "not a date"), ("Retry-After", "soon"), ("Expires", "0"),
                ("Content-Language", "en,  de"), ("Content-Disposition", "attachment; filename=\"a b\""), ("X-Empty", ""), ("Server", "x/1 (y")).ConfigureAwait(false);
            rig.Note($"{kind} headers", Raw(response.Headers.NonValidated));
            rig.Note($"{kind} content headers", Raw(response.Content.Headers.NonValidated));
            await server.WriteAsync(kind.Body(100)).ConfigureAwait(false);
            await server.EndAsync().ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync().ConfigureAwait(false);
            rig.Note($"{kind} headers after the body", Raw(response.Headers.NonValidated));
            rig.Note($"{kind} type", response.Content.Headers.ContentType);
            rig.Note($"{kind} text", $"{response.Headers}{response.Content.Headers}");
        }
    }

    private static async Task StatusAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            using var request = rig.Request();
            var call = rig.SendAsync(request);
            await EndAsync(await rig.Server.AcceptAsync().ConfigureAwait(false), kind).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind}", $"{response.StatusCode} '{response.ReasonPhrase}' {response.Version}, request kept {ReferenceEquals(request, response.RequestMessage)}");
        }
    }

    private static async Task InformationalAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var call = rig.SendAsync();
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            await server.AnswerAsync(103, ("Link", "</style.css>; rel=preload")).ConfigureAwait(false);
            await EndAsync(server, kind).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind}", $"{response.StatusCode}\n{response.Headers}");
            rig.Note($"{kind} body", Kind.Digest(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)));
        }
    }

    private static async Task TraceAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            using var activity = new Activity("app").SetIdFormat(ActivityIdFormat.W3C).SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();
            var call = rig.SendAsync();
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            rig.Note($"{kind} trace", server.Head["traceparent"]?.Split('-') is [_, var trace, ..] ? trace : "none");
            rig.Note($"{kind} names", string.Join(", ", server.Head.Headers.Select(header => header.Key)));
            await EndAsync(server, kind).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind} current", ReferenceEquals(activity, Activity.Current));
            rig.Note($"{kind} tags", $"{activity.TagObjects.Count()} tags, {activity.Events.Count()} events, {activity.Baggage.Count()} baggage, {activity.Status}");
        }
    }

    private static async Task NoTraceAsync(Rig rig)
    {
        foreach (var kind in Kind.All)
        {
            var call = rig.SendAsync();
            var server = await rig.Server.AcceptAsync().ConfigureAwait(false);
            rig.Note($"{kind} names", string.Join(", ", server.Head.Headers.Select(header => header.Key)));
            await EndAsync(server, kind).ConfigureAwait(false);
            using var response = await call.ConfigureAwait(false);
            rig.Note($"{kind} current", Activity.Current?.OperationName);
        }
    }

    // The shape of a user's token; it names nobody, and its signature is none.
    private static string Token()
    {
        static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=');
        return $"{Part("""{"alg":"none"}""")}.{Part("""{"sub":"user-of-the-kit"}""")}.{Part("no signature")}";
    }

    private static string Raw(System.Net.Http.Headers.HttpHeadersNonValidated headers) =>
        string.Concat(headers.SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}\n")));

    private static async Task EndAsync(Exchange server, Kind kind)
    {
        await server.AnswerAsync(kind.Status, ("Content-Type", kind.ContentType)).ConfigureAwait(false);
        await server.WriteAsync(kind.Body(100)).ConfigureAwait(false);
        await server.EndAsync().ConfigureAwait(false);
    }
}
