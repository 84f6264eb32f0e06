using System.Globalization;
using System.Net;

namespace SupportSdk.Paragon;

/// <summary>One configured host: a DNS name in ASCII, or an address; and a port where one was given.</summary>
internal sealed record ParagonHost(string? Name, IPAddress? Address, int? Port)
{
    /// <summary>Reads an entry such as <c>useparagon.com</c>, <c>localhost:8080</c> or <c>[::1]:8080</c>; null where it is none of these.</summary>
    public static ParagonHost? Parse(string? entry)
    {
        var text = entry?.Trim() ?? "";
        if (IPAddress.TryParse(text, out var bare) && text.Contains(':', StringComparison.Ordinal) == (bare.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            && !text.Contains("]:", StringComparison.Ordinal))
        {
            return new ParagonHost(null, bare, null);
        }

        var colon = text.LastIndexOf(':');
        var hasPort = colon >= 0 && !text.EndsWith(']');
        if (hasPort && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535))
        {
            return null;
        }

        return Named(hasPort ? text[..colon] : text, hasPort ? int.Parse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Whether the address is this host or one of its subdomains.</summary>
    public bool Covers(Uri uri) => (Port is null || Port == uri.Port) && (Address is null ? CoversName(uri) : CoversAddress(uri));

    private static ParagonHost? Named(string host, int? port)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return new ParagonHost(null, address, port);
        }

        try
        {
            var name = new IdnMapping().GetAscii(host).TrimEnd('.');
            return Uri.CheckHostName(name) == UriHostNameType.Dns ? new ParagonHost(name, null, port) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private bool CoversName(Uri uri)
    {
        if (uri.HostNameType != UriHostNameType.Dns)
        {
            return false;
        }

        var host = uri.IdnHost.AsSpan().TrimEnd('.');
        return host.EndsWith(Name, StringComparison.OrdinalIgnoreCase) && (host.Length == Name!.Length || host[^(Name.Length + 1)] == '.');
    }

    private bool CoversAddress(Uri uri) =>
        uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && IPAddress.TryParse(uri.IdnHost, out var address) && address.Equals(Address);
}
