namespace SupportSdk.Paragon;

/// <summary>The configured hosts of Paragon: each stands for itself and its subdomains, and for one port where one is named.</summary>
internal sealed class ParagonHosts(IEnumerable<string> hosts)
{
    // An entry that is no host is named by ParagonOptionsRules at start; here it covers nothing.
    private readonly ParagonHost[] _hosts = [.. hosts.Select(ParagonHost.Parse).OfType<ParagonHost>()];

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
