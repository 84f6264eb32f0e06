using System.Buffers;
using System.Text.Json;
using SupportSdk.Redaction;

namespace SupportSdk.Paragon.Api.History;

/// <summary>Makes the API's words fit for a ticket: the key taken out wherever it stands, secrets masked, bounded, well formed.</summary>
/// <param name="redactor">The redaction.</param>
/// <param name="apiKey">The key, which a server may echo.</param>
internal sealed class HistoryText(Redactor redactor, string apiKey)
{
    /// <summary>The longest error that is kept, in characters.</summary>
    public const int MostError = 4 * 1024;

    private const int MostName = 128;

    private const int MostScanned = 64 * 1024;

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n\"',;");

    private const string Mask = "[redacted:api-key]";

    private readonly string[] _keys = [.. new[] { apiKey, Uri.EscapeDataString(apiKey), JsonEncodedText.Encode(apiKey).Value }.Distinct()];

    public string Error(string text, RedactionTally tally) => Masked(PlainText.Clean(Bounded(text)), MostError, tally);

    public string Name(string? text, RedactionTally tally) => Masked(PlainText.CleanLine(Bounded(text ?? "")), MostName, tally);

    /// <summary>The text without the key in any of its forms.</summary>
    public string WithoutKey(string text)
    {
        foreach (var key in _keys)
        {
            text = text.Replace(key, Mask, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    private string Masked(string text, int most, RedactionTally tally) => PlainText.Cut(redactor.Text(WithoutKey(text), tally, "taskHistory"), most);

    // Half a secret has no shape that a mask would know, so a word that the bound splits is dropped whole.
    private static string Bounded(string text) => text.Length <= MostScanned ? text
        : string.Concat(text.AsSpan(0, text.AsSpan(0, MostScanned).LastIndexOfAny(WordEnds) + 1), "…");
}
