using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SupportSdk.Status.Statuspage;

/// <summary>Fetches <c>summary.json</c> once, within the budget; whatever the network or the page does is told in words.</summary>
internal sealed class StatuspageClient(HttpClient http, StatusOptions options, TimeProvider time)
{
    private const int MostBytes = 2 * 1024 * 1024;
    private const int MostRedirects = 3;

    /// <summary>One fetch; conditional where a tag of a known answer is given.</summary>
    public async Task<StatuspageAnswer> FetchAsync(EntityTagHeaderValue? known)
    {
        using var own = HttpFlow.OwnWork();
        var address = StatusHttp.FeedAddress(options.Page);
        using var budget = new CancellationTokenSource(options.Budget, time);
        try
        {
            // The wait is cut here too: a handler that ignores its token must not hold a ticket up.
            return await FollowAsync(address, known, budget.Token).WaitAsync(budget.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested)
        {
            return Failed(address, $"did not answer within {options.Budget.TotalSeconds:0.###} seconds (Status.Budget)");
        }
        catch (OperationCanceledException)
        {
            return Failed(address, "did not answer within the time limit of its HTTP client");
        }
        catch (HttpRequestException exception)
        {
            return Failed(address, Why(exception));
        }
        catch (IOException exception)
        {
            return Failed(address, $"broke off its answer: {exception.Message}");
        }
    }

    private static string Why(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"cannot be found: {exception.Message}",
        HttpRequestError.ConnectionError => $"cannot be reached: {exception.Message}",
        HttpRequestError.SecureConnectionError => $"has no TLS connection that can be trusted: {(exception.InnerException ?? exception).Message}",
        _ => $"cannot be read: {exception.Message}",
    };

    private static StatuspageAnswer Failed(Uri address, string problem) =>
        new() { Problem = $"The status page at {StatusHttp.Shown(address)} {problem}. The setting is Status.Page." };

    private async Task<StatuspageAnswer> FollowAsync(Uri address, EntityTagHeaderValue? known, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = Request(address, known);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode))
                return await ReadAsync(address, response, known, cancellationToken).ConfigureAwait(false);
            var next = response.Headers.Location is { } location ? new Uri(address, location) : null;
            if (RedirectProblem(address, next, redirects) is { } problem)
                return Failed(address, problem);
            address = next!;
        }
    }

    private static HttpRequestMessage Request(Uri address, EntityTagHeaderValue? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(StatusHttp.UserAgent.Product!));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return request;
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    // Only the host that was configured is trusted to say how the services are.
    private static string? RedirectProblem(Uri from, Uri? to, int redirects) => to switch
    {
        null => "redirects without saying where to",
        _ when redirects >= MostRedirects => $"redirects more than {MostRedirects} times",
        _ when !string.Equals(to.IdnHost, from.IdnHost, StringComparison.OrdinalIgnoreCase) =>
            $"redirects to another host, {to.IdnHost}, which is not followed; if the page has moved there, name it",
        _ when !StatusHttp.IsAllowed(to) => $"redirects to {StatusHttp.Shown(to)}, which is not https",
        _ => null,
    };

    private static async Task<StatuspageAnswer> ReadAsync(
        Uri address, HttpResponseMessage response, EntityTagHeaderValue? known, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
            return new() { NotModified = true, ETag = response.Headers.ETag ?? known };
        if (response.StatusCode != HttpStatusCode.OK)
            return Failed(address, $"answered {(int)response.StatusCode} ({response.StatusCode})");
        if (await BodyAsync(response.Content, cancellationToken).ConfigureAwait(false) is not { } body)
            return Failed(address, $"answered with more than {MostBytes / (1024 * 1024)} MB, which is no summary");
        return Parse(address, body.Span) with { ETag = response.Headers.ETag };
    }

    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MostBytes)
            return null;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var owned = stream.ConfigureAwait(false);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (kept.Length + read > MostBytes)
                return null;
            kept.Write(buffer, 0, read);
        }

        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    private static StatuspageAnswer Parse(Uri address, ReadOnlySpan<byte> body)
    {
        body = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        body = body.Trim(" \t\r\n"u8);
        if (body.IsEmpty)
            return Failed(address, "answered with an empty body");
        if (body[0] == (byte)'<')
            return Failed(address, "answered with a web page instead of its feed, perhaps a sign-in page");
        try
        {
            var document = JsonSerializer.Deserialize(body, StatuspageJson.Default.StatuspageDocument);
            return document is { Page: not null, Status: not null }
                ? new() { Document = document }
                : Failed(address, "answered with JSON that is no Statuspage v2 summary: it has no \"page\" and \"status\"");
        }
        catch (JsonException exception)
        {
            return Failed(address, $"answered with something that is no Statuspage v2 summary (at {exception.Path ?? "$"}, line {exception.LineNumber + 1})");
        }
    }
}
