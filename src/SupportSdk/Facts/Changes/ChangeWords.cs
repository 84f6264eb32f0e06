using SupportSdk.Paragon.Health;

namespace SupportSdk.Facts.Changes;

/// <summary>The words for what differs between a ticket's failed call and the last healthy one. What cannot be compared is not claimed to be the same.</summary>
/// <param name="failed">The ticket's failed call; null where the capture saw none of it.</param>
/// <param name="clock">Paragon's clock, where it is known.</param>
/// <param name="running">What is running now, by name.</param>
internal sealed class ChangeWords(FailedCallNote? failed, ClockReading? clock, IReadOnlyDictionary<string, string> running)
{
    /// <summary>One line: the changes first, then since when.</summary>
    /// <param name="ofThisRun">The last healthy call of this run to each host.</param>
    /// <param name="ofEarlierRuns">That of earlier runs; one of this run to the same host counts in its place.</param>
    /// <param name="elsewhere">Where a healthy call was looked for, if none is known.</param>
    public string Since(IReadOnlyList<HealthyCall> ofThisRun, IReadOnlyList<HealthyCall> ofEarlierRuns, string elsewhere)
    {
        HealthyCall[] known = [.. ofThisRun, .. ofEarlierRuns];
        var same = failed is { Call: var call } ? Array.Find(known, h => h.Host == call.Host && h.Port == call.Port) : null;
        var last = same ?? ofThisRun.MaxBy(h => h.At) ?? ofEarlierRuns.MaxBy(h => h.At);
        string[] changes = [.. OfFailure(same), .. last is null ? [] : Versions(last)];
        if (last is null)
        {
            return $"{Joined(changes, "not known")}; no healthy call to Paragon is known {elsewhere}";
        }

        var run = ofThisRun.Contains(last) ? "" : ", in an earlier run";
        return $"{Joined(changes, "nothing that is compared")}, since the last healthy call to {Endpoint(last)} at {TokenWords.Instant(last.At)}{run}{Limits(same, last)}";
    }

    private IEnumerable<string> OfFailure(HealthyCall? healthy)
    {
        if (failed is not { } failure)
        {
            yield break;
        }

        if (TokenWords.IsExpired(failure, clock))
        {
            yield return $"the user token {TokenWords.Of(failure, clock)}";
        }

        if (Trouble(failure.Trouble) is { } trouble)
        {
            yield return trouble;
        }

        foreach (var change in healthy is null ? [] : Connection(failure.Call, healthy))
        {
            yield return change;
        }
    }

    private static IEnumerable<string> Connection(NotedCall call, HealthyCall healthy)
    {
        if (healthy.IsHttps != call.IsHttps)
        {
            yield return call.IsHttps ? "http -> https" : "https -> http";
        }

        if (healthy.HttpVersion is { } before && call.HttpVersion?.ToString() is { } now && before != now)
        {
            yield return $"HTTP {before} -> {now}";
        }

        if (healthy.Tls is { } protocol && call.Tls is { } other && protocol != other)
        {
            yield return $"{protocol} -> {other}";
        }
    }

    // A package that is not loaded yet has not changed: both versions must be known.
    private IEnumerable<string> Versions(HealthyCall healthy) =>
        from name in running.Keys
        where healthy.Versions.TryGetValue(name, out var before) && before != running[name]
        select $"{name} {healthy.Versions[name]} -> {running[name]}";

    private static string? Trouble(HttpRequestError? error) => error switch
    {
        HttpRequestError.NameResolutionError => "the name of the host does not resolve now",
        HttpRequestError.ConnectionError => "no connection can be made now",
        HttpRequestError.SecureConnectionError => "the TLS handshake fails now",
        HttpRequestError.VersionNegotiationError => "the HTTP version cannot be agreed upon now",
        HttpRequestError.ProxyTunnelError => "the proxy makes no tunnel now",
        _ => null,
    };

    private string Limits(HealthyCall? same, HealthyCall last) =>
        failed is not { } failure ? "; the capture saw no failed call of this ticket"
        : same is null ? $"; none to {NotedCall.Endpoint(failure.Call.Host, failure.Call.Port, failure.Call.IsHttps)}, where this ticket's call failed, is known"
        : last.Tls is null || failure.Call.Tls is null ? "; the TLS version is not compared, a message handler cannot see it"
        : "";

    private static string Endpoint(HealthyCall call) => NotedCall.Endpoint(call.Host, call.Port, call.IsHttps);

    private static string Joined(string[] changes, string none) => changes.Length == 0 ? none : string.Join(", ", changes);
}
