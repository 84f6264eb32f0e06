using System.Net;
using SupportSdk.Testing.Http;

namespace SupportSdk.Testing;

/// <summary>One way in which a handler could change what its app sees, and the script that shows whether it does.</summary>
/// <remarks>The script is played twice, over a bare <see cref="SocketsHttpHandler"/> and over the handler around one; the case passes if the app saw the same.</remarks>
public sealed class ConformanceCase
{
    /// <summary>How long a playing may take where the caller does not say, and always over the bare handler.</summary>
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);

    private readonly Scenario _scenario;
    private readonly Version? _version;

    internal ConformanceCase(Scenario scenario, Version? version)
    {
        (_scenario, _version) = (scenario, version);
        Name = $"{(version is null ? "inner" : version == HttpVersion.Version20 ? "http2" : "http1")}/{scenario.Name}";
    }

    /// <summary>The name: the wire (<c>http1</c>, <c>http2</c>, or <c>inner</c> for an inner handler in memory), the group, and the case.</summary>
    public string Name { get; }

    /// <summary>What must stay as it is, and why an app relies on it.</summary>
    public string Why => _scenario.Why;

    internal Scenario Scenario => _scenario;

    /// <summary>Plays the case.</summary>
    /// <param name="wrap">Puts the handler under test around an inner one. It is called once; the handler is disposed afterwards.</param>
    /// <param name="timeout">How long the handler may take before it counts as hanging; default: 20 seconds.</param>
    /// <param name="cancellationToken">Ends the playing.</param>
    /// <returns>Whether the app saw the same, and if not, the first thing that differs. A fault of the handler is a result, never an exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="wrap"/> is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ConformanceResult> RunAsync(Func<HttpMessageHandler, DelegatingHandler> wrap, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wrap);
        var limit = timeout ?? DefaultTimeout;
        var bare = await Playing.RunAsync(_scenario, _version, static inner => inner, limit > DefaultTimeout ? limit : DefaultTimeout, cancellationToken).ConfigureAwait(false);
        var wrapped = await Playing.RunAsync(_scenario, _version, wrap, limit, cancellationToken).ConfigureAwait(false);
        return new ConformanceResult(this, wrapped.DifferenceFrom(bare));
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
