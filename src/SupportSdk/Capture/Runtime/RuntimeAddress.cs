using System.Globalization;

namespace SupportSdk.Capture.Runtime;

/// <summary>Where a call goes, in the parts that the runtime tells. From .NET 9 on it replaces the query by an asterisk itself.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Host">The host in ASCII, an IPv6 address without brackets.</param>
/// <param name="Port">The port.</param>
/// <param name="PathAndQuery">The path and the query.</param>
internal readonly record struct RuntimeAddress(string Scheme, string Host, int Port, string PathAndQuery)
{
    /// <summary>The address whole, or null where the parts make none.</summary>
    public Uri? ToUri()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return Uri.TryCreate(string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{host}:{Port}{PathAndQuery}"), UriKind.Absolute, out var uri) ? uri : null;
    }
}
