using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;

namespace SupportSdk.Status;

/// <summary>How the status page is reached: by a client of its own, apart from everything the host does to its clients.</summary>
internal static class StatusHttp
{
    /// <summary>The name of the client at <see cref="IHttpClientFactory"/>.</summary>
    internal const string ClientName = "SupportSdk.Status";

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    internal static ProductInfoHeaderValue UserAgent { get; } = new("SupportSdk", typeof(StatusHttp).Assembly.GetName().Version!.ToString(3));

    /// <summary>A handler that sends no credentials, cookies or trace headers and follows no redirect by itself.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller owns the handler.")]
    internal static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PreAuthenticate = false,
        // Without a propagator there is no Activity either: the host's trace shows no call that the host did not make.
        ActivityHeadersPropagator = null,
        // The client lives as long as the feed, so the connections must not: a status page moves when things break.
        PooledConnectionLifetime = ConnectionLifetime,
        MaxResponseHeadersLength = 32,
    };

    /// <summary>Takes the client out of the host's <c>ConfigureHttpClientDefaults</c>: no retries, loggers, capture, headers or time limit of the host's.</summary>
    internal static IHttpClientBuilder Isolate(IHttpClientBuilder builder) => builder
        .ConfigurePrimaryHttpMessageHandler(CreateHandler)
        .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
        .RemoveAllLoggers()
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .ConfigureHttpClient(http =>
        {
            http.DefaultRequestHeaders.Clear();
            http.Timeout = Timeout.InfiniteTimeSpan;
        });

    /// <summary>Whether an absolute address may be asked: https, or http on this machine.</summary>
    internal static bool IsAllowed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    /// <summary>The address of the feed below a page.</summary>
    internal static Uri FeedAddress(Uri page) =>
        new(page.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/api/v2/summary.json");

    /// <summary>An address as a person may read it: without user, query and fragment.</summary>
    internal static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
