using SupportSdk.Redaction.Rules;

namespace SupportSdk.Redaction;

/// <summary>Masks secrets in what comes in. Returns the same instance where nothing is masked; masking twice changes nothing.</summary>
internal sealed class Redactor
{
    /// <summary>A mask can uncover a neighbour, so a changed text is scanned again; two passes settle nearly all.</summary>
    private const int MostPasses = 8;

    private readonly SecretScanner _text;
    private readonly UrlRedactor _url;
    private readonly string[] _allowedHeaders;

    public Redactor(RedactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ISecretRule> rules = [new NamedValueRule(), new SchemeRule(), new PemRule(), .. KeyPrefixRule.All];
        if (options.MaskEmailAddresses) rules.Add(new EmailRule());
        _url = new UrlRedactor(options.AllowedQueryKeys, new SecretScanner(rules));
        _text = new SecretScanner([_url, .. rules]);
        _allowedHeaders = options.AllowedHeaders.Where(name => !SecretNames.IsSecret(name)).ToArray();
    }

    /// <summary>Masks secrets by shape in free text, and the query values of addresses in it.</summary>
    public string Text(string text, RedactionTally? tally = null, string place = "") => Settle(text, Kind.Text, tally, place);

    /// <summary>Masks user info, fragment, and the values of query keys that are not allowed; the path keeps its segments, those that look like secrets masked.</summary>
    public string Url(string url, RedactionTally? tally = null, string place = "") => Settle(url, Kind.Address, tally, place);

    /// <summary>Whether the value of a header may be kept, secrets in it masked.</summary>
    public bool AllowsHeader(string name)
    {
        foreach (string allowed in _allowedHeaders)
        {
            if (name.AsSpan().Trim().Equals(allowed, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>The value of a header, or its mask where the header is not allowed. Headers with secret-like names are never allowed.</summary>
    public string Header(string name, string value, RedactionTally? tally = null)
    {
        if (AllowsHeader(name)) return Text(value, tally, name);
        var output = new MaskedText(tally, name);
        output.Mask(value, 0, value.Length, "header-value");
        return output.Finish(value);
    }

    /// <summary>The text of a body, which may be cut off anywhere: names stay, values of secret-like names do not, at any depth of JSON; of a form, only allowed values stay.</summary>
    public string BodyText(string text, string? contentType, RedactionTally? tally = null, string place = "")
    {
        bool form = contentType is not null && contentType.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        return Settle(text, form ? Kind.Form : Kind.Text, tally, place);
    }

    private enum Kind
    {
        Text,
        Address,
        Form,
    }

    private string Settle(string text, Kind kind, RedactionTally? tally, string place)
    {
        for (int pass = 0; pass < MostPasses; pass++)
        {
            string masked = ScanOnce(text, kind, new MaskedText(tally, place));
            if (ReferenceEquals(masked, text)) break;
            text = masked;
        }
        return text;
    }

    private string ScanOnce(string text, Kind kind, MaskedText output)
    {
        if (kind == Kind.Text) _text.Scan(text, 0, ref output);
        else if (kind == Kind.Address) _url.MaskAll(text, ref output);
        else _url.MaskForm(text, ref output);
        return output.Finish(text);
    }
}
