using System.Globalization;

namespace SupportSdk.Paragon.Health;

/// <summary>One call to a host of Paragon, in plain values, as far as its handler can tell.</summary>
/// <param name="Host">The name or address alone, as <see cref="Uri.IdnHost"/> gives it.</param>
/// <param name="Port">The port.</param>
/// <param name="IsHttps">Whether the address says https.</param>
internal readonly record struct NotedCall(string Host, int Port, bool IsHttps)
{
    /// <summary>The version of the response; null where none arrived.</summary>
    public Version? HttpVersion { get; init; }

    /// <summary>The protocol of the connection, such as <c>TLS 1.3</c>. Null where it is not known: a message handler cannot see it.</summary>
    public string? Tls { get; init; }

    /// <summary>The host, with its port where that is not the usual one.</summary>
    public static string Endpoint(string host, int port, bool isHttps) =>
        port == (isHttps ? 443 : 80) ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
