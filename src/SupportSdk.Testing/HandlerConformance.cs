using SupportSdk.Testing.Cases;
using SupportSdk.Testing.Http;

namespace SupportSdk.Testing;

/// <summary>
/// Shows whether a <see cref="DelegatingHandler"/> can be noticed from inside the app: it is compared, case by case, with a bare <see cref="SocketsHttpHandler"/> over the same script
/// of a loopback server, HTTP/1.1 and HTTP/2.
/// </summary>
/// <remarks>Free of any test framework: run all cases at once, or one a row of a theory. Requests go to <c>http://127.0.0.1</c>, so a handler that picks its hosts must pick that one.</remarks>
public static class HandlerConformance
{
    /// <summary>Every case, in groups.</summary>
    public static IReadOnlyList<ConformanceCase> Cases { get; } = [.. Scenarios().SelectMany(CasesOf)];

    /// <summary>Gives a case by its name.</summary>
    /// <param name="name">As <see cref="ConformanceCase.Name"/> has it.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ConformanceCase Find(string name) =>
        Cases.FirstOrDefault(found => found.Name == name) ?? throw new ArgumentException($"No case is named '{name}'.", nameof(name));

    /// <summary>Plays every case, one after the other.</summary>
    /// <param name="wrap">Puts the handler under test around an inner one. It is called once a case; the handler is disposed after the case.</param>
    /// <param name="timeout">How long the handler may take for a case before it counts as hanging; default: 20 seconds.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>One row a case.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="wrap"/> is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<ConformanceReport> RunAsync(Func<HttpMessageHandler, DelegatingHandler> wrap, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wrap);
        var results = new List<ConformanceResult>();
        foreach (var found in Cases)
        {
            results.Add(await found.RunAsync(wrap, timeout, cancellationToken).ConfigureAwait(false));
        }

        return new ConformanceReport(results);
    }

    private static IEnumerable<Scenario> Scenarios() =>
    [
        .. Framing.Scenarios, .. Reading.Scenarios, .. Shape.Scenarios, .. Buffering.Scenarios, .. Heads.Scenarios, .. Order.Scenarios, .. Cancelling.Scenarios,
        .. Failing.Scenarios, .. Disposing.Scenarios, .. Requesting.Scenarios, .. Synchronous.Scenarios, .. Surroundings.Scenarios,
    ];

    private static IEnumerable<ConformanceCase> CasesOf(Scenario scenario) =>
        scenario.Over.Select(version => new ConformanceCase(scenario, version));
}
