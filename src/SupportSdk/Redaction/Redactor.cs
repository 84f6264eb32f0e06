using SupportSdk.Redaction.Names;
using SupportSdk.Redaction.Rules;
using SupportSdk.Redaction.Scanning;

namespace SupportSdk.Redaction;

/// <summary>Masks secrets in what comes in. Returns the same instance where nothing is masked; masking twice changes nothing.</summary>
internal sealed class Redactor
{
    /// <summary>A mask can uncover a neighbour, so a changed text is scanned again; two passes settle nearly all. A text that never settles is masked whole.</summary>
    private const int MostPasses = 8;

    private readonly SecretScanner _text;
    private readonly UrlRedactor _url;
    private readonly string[] _allowedHeaders;
    private readonly CustomRules _custom;
    private readonly bool _emails;

    public Redactor(RedactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _url = new UrlRedactor(options.AllowedQueryKeys);
        _text = new SecretScanner(_url);
        _allowedHeaders = options.AllowedHeaders.Where(name => !SecretNames.IsSecret(name)).ToArray();
        _emails = options.MaskEmailAddresses;
        _custom = new CustomRules(options.CustomRules);
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

    /// <summary>A value that has a name: masked whole where the name is secret-like, by shape elsewhere.</summary>
    public string NamedText(string name, string value, RedactionTally? tally = null, string place = "")
    {
        if (ValueText.IsLiteral(value) || SecretNames.EndingAt(name.AsSpan().TrimEnd(), 0, out _) is not { } word) return Text(value, tally, place);
        var output = new MaskedText(tally, place);
        output.Mask(value, 0, value.Length, word.Rule);
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
            string masked = ScanOnce(text, kind, tally, place);
            if (ReferenceEquals(masked, text)) return text;
            text = masked;
        }
        return MaskWhole(text, "unsettled", tally, place);
    }

    private string ScanOnce(string text, Kind kind, RedactionTally? tally, string place)
    {
        var output = new MaskedText(tally, place);
        if (kind == Kind.Text) _text.Scan(text, 0, ref output);
        else if (kind == Kind.Address) _url.MaskAll(text, ref output);
        else _url.MaskForm(text, ref output);
        string masked = output.Finish(text);
        if (output.HasEscapes) masked = ScanDecoded(masked, kind, tally, place);
        if (_emails) masked = ApplyEmails(masked, kind, tally, place);
        return _custom.IsEmpty ? masked : ApplyCustom(masked, tally, place);
    }

    private string ScanDecoded(string text, Kind kind, RedactionTally? tally, string place)
    {
        var decoded = new DecodedText(text);
        var output = new MaskedText(tally, place, text, decoded.Origins) { InAddress = kind != Kind.Text };
        _text.Scan(decoded.Characters, 0, ref output);
        string masked = output.Finish(text);
        decoded.Return();
        return masked;
    }

    private static string ApplyEmails(string text, Kind kind, RedactionTally? tally, string place)
    {
        var output = new MaskedText(tally, place) { InAddress = kind != Kind.Text };
        EmailRule.Apply(text, ref output);
        return output.Finish(text);
    }

    private string ApplyCustom(string text, RedactionTally? tally, string place)
    {
        var output = new MaskedText(tally, place);
        return _custom.Apply(text, ref output) ? output.Finish(text) : MaskWhole(text, CustomRules.Failed, tally, place);
    }

    private static string MaskWhole(string text, string rule, RedactionTally? tally, string place)
    {
        var output = new MaskedText(tally, place);
        output.Mask(text, 0, text.Length, rule);
        return output.Finish(text);
    }
}
