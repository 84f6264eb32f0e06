using System.Globalization;
using System.Net;

namespace SupportSdk.Paragon;

/// <summary>One configured host: a DNS name in ASCII, or an address; and a port and a path where they were given.</summary>
internal sealed record ParagonHost(string? Name, IPAddress? Address, int? Port, string? Path)
{
    /// <summary>Reads an entry such as <c>useparagon.com</c>, <c>localhost:8080</c>, <c>[::1]:8080</c> or <c>gateway.customer.example/paragon</c>; null where it is none of these.</summary>
    public static ParagonHost? Parse(string? entry)
    {
        var text = entry?.Trim() ?? "";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ParseHost(text)
            : PathOf(text[slash..]) is { } path && ParseHost(text[..slash]) is { } host ? host with { Path = path.Length == 0 ? null : path }
            : null;
    }

    /// <summary>Whether the address is this host or one of its subdomains, at this path or below it.</summary>
    public bool Covers(Uri uri) => (Port is null || Port == uri.Port) && (Address is null ? CoversName(uri) : CoversAddress(uri)) && (Path is null || CoversPath(uri.AbsolutePath));

    /// <summary>Whether the host, as <see cref="Uri.IdnHost"/> gives it, is this one or one of its subdomains.</summary>
    public bool Is(ReadOnlySpan<char> host) => Address is null ? IsName(host) : IPAddress.TryParse(host, out var address) && address.Equals(Address);

    private static ParagonHost? ParseHost(string text)
    {
        if (IPAddress.TryParse(text, out var bare) && text.Contains(':', StringComparison.Ordinal) == (bare.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            && !text.Contains("]:", StringComparison.Ordinal))
        {
            return new ParagonHost(null, bare, null, null);
        }

        var colon = text.LastIndexOf(':');
        var hasPort = colon >= 0 && !text.EndsWith(']');
        if (hasPort && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535))
        {
            return null;
        }

        return Named(hasPort ? text[..colon] : text, hasPort ? int.Parse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The path without a slash at its end, as an address on the wire has it; empty for the root, null where it is no plain path.</summary>
    private static string? PathOf(string text)
    {
        var path = text.TrimEnd('/');
        if (path.Length == 0)
        {
            return text.Length == 1 ? "" : null;
        }

        var plain = path.AsSpan().IndexOfAny("?#*\\") < 0 && !path.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && path.Split('/').Skip(1).All(segment => segment is not ("" or "." or ".."));
        return plain && Uri.TryCreate("https://host.example" + path, UriKind.Absolute, out var uri) ? uri.AbsolutePath : null;
    }

    private static ParagonHost? Named(string host, int? port)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return new ParagonHost(null, address, port, null);
        }

        try
        {
            var name = new IdnMapping().GetAscii(host).TrimEnd('.');
            return Uri.CheckHostName(name) == UriHostNameType.Dns ? new ParagonHost(name, null, port, null) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private bool CoversPath(string path) => path.StartsWith(Path!, StringComparison.Ordinal) && (path.Length == Path!.Length || path[Path.Length] == '/');

    private bool CoversName(Uri uri) => uri.HostNameType == UriHostNameType.Dns && IsName(uri.IdnHost);

    private bool IsName(ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        return host.EndsWith(Name, StringComparison.OrdinalIgnoreCase) && (host.Length == Name!.Length || host[^(Name.Length + 1)] == '.');
    }

    private bool CoversAddress(Uri uri) =>
        uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && IPAddress.TryParse(uri.IdnHost, out var address) && address.Equals(Address);
}
