using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace SupportSdk.Paragon.Api;

/// <summary>How Task History is reached: by a client of its own, apart from everything the host does to its clients, since it carries a key that no one else may see.</summary>
internal static class TaskHistoryHttp
{
    /// <summary>The name of the client at <see cref="IHttpClientFactory"/>.</summary>
    internal const string ClientName = "SupportSdk.TaskHistory";

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>A handler that sends no cookies or trace headers and takes the key along no redirect.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller owns the handler.")]
    internal static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PreAuthenticate = false,
        // Without a propagator there is no Activity either: the host's trace shows no call that the host did not make.
        ActivityHeadersPropagator = null,
        // The client lives as long as the app, so the connections must not.
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
}
