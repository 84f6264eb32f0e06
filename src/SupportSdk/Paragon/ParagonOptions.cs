namespace SupportSdk.Paragon;

/// <summary>Where Paragon is: its hosts are data, since single-tenant and regional installations differ.</summary>
public sealed class ParagonOptions
{
    /// <summary>The hosts whose calls are captured: a name stands for itself and its subdomains; a port may follow, as in <c>localhost:8080</c>.</summary>
    /// <value>The default is <c>useparagon.com</c>.</value>
    public IList<string> Hosts { get; } = ["useparagon.com"];

    /// <summary>The dashboard, to which links of workflow executions point.</summary>
    /// <value>The default is <c>https://dashboard.useparagon.com</c>.</value>
    public Uri Dashboard { get; set; } = new("https://dashboard.useparagon.com");
}
