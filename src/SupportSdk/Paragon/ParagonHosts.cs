namespace SupportSdk.Paragon;

/// <summary>The configured hosts of Paragon: each stands for itself and its subdomains, and for one port where one is named.</summary>
internal sealed class ParagonHosts(IEnumerable<string> hosts)
{
    // An entry that is no host is named by ParagonOptionsRules at start; here it covers nothing.
    private readonly ParagonHost[] _hosts = [.. hosts.Select(ParagonHost.Parse).OfType<ParagonHost>()];

    /// <summary>Whether a call to this host may be one to Paragon: by the host alone, without looking at port and path.</summary>
    /// <param name="host">The host, as <see cref="Uri.IdnHost"/> gives it.</param>
    public bool MayContain(ReadOnlySpan<char> host)
    {
        foreach (var own in _hosts)
        {
            if (own.Is(host))
            {
                return true;
            }
        }

        return false;
    }

    public bool Contains(Uri? uri)
    {
        if (uri is null || !uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            return false;
        }

        foreach (var host in _hosts)
        {
            if (host.Covers(uri))
            {
                return true;
            }
        }

        return false;
    }
}
