namespace SupportSdk.Redaction;

/// <summary>Masks secrets in what comes in. Returns the same instance where nothing is masked; masking twice changes nothing.</summary>
internal sealed class Redactor
{
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
    public string Text(string text, RedactionTally? tally = null, string place = "")
    {
        var output = new MaskedText(tally, place);
        _text.Scan(text, 0, ref output);
        return output.Finish(text);
    }

    /// <summary>Masks user info, fragment, and the values of query keys that are not allowed; the path keeps its segments, those that look like secrets masked.</summary>
    public string Url(string url, RedactionTally? tally = null, string place = "")
    {
        var output = new MaskedText(tally, place);
        _url.MaskAll(url, ref output);
        return output.Finish(url);
    }

    /// <summary>The value of a header, or its mask where the header is not allowed. Headers with secret-like names are never allowed.</summary>
    public string Header(string name, string value, RedactionTally? tally = null)
    {
        foreach (string allowed in _allowedHeaders)
        {
            if (name.AsSpan().Trim().Equals(allowed, StringComparison.OrdinalIgnoreCase)) return Text(value, tally, name);
        }
        var output = new MaskedText(tally, name);
        output.Mask(value, 0, value.Length, "header-value");
        return output.Finish(value);
    }

    /// <summary>The text of a body, which may be cut off anywhere: names stay, values of secret-like names do not, at any depth of JSON; of a form, only allowed values stay.</summary>
    public string BodyText(string text, string? contentType, RedactionTally? tally = null, string place = "")
    {
        if (contentType is null || !contentType.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)) return Text(text, tally, place);
        var output = new MaskedText(tally, place) { InAddress = true };
        _url.MaskQuery(text, 0, ref output);
        return output.Finish(text);
    }
}
