using System.Text.RegularExpressions;

namespace SupportSdk.Tests.Redaction.Published;

/// <summary>A secret as its vendor describes it. <c>{A36}</c>: 36 letters and digits; <c>W</c>: base64url; <c>B</c>: base64; <c>h</c>: hexadecimal; <c>U</c>: capitals and digits; <c>l</c>: small letters and digits; <c>d</c>: digits.</summary>
/// <param name="Name">What it is, and the name of the setting that usually holds it.</param>
/// <param name="Template">Its description.</param>
/// <param name="Source">The page that describes it.</param>
/// <param name="NeedsName">Whether it is known by the name beside it only: bare, nothing tells it from an id.</param>
public sealed partial record PublishedFormat(string Name, string Template, string Source, bool NeedsName = false)
{
    private const string Small = "abcdefghijklmnopqrstuvwxyz";
    private const string Capital = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digit = "0123456789";

    public string Make(Random random) => Part().Replace(Template, match => new string(random.GetItems<char>(Alphabet(match.Value[1]), int.Parse(match.Value[2..^1], System.Globalization.CultureInfo.InvariantCulture))));

    public override string ToString() => Name;

    private static string Alphabet(char kind) => kind switch
    {
        'A' => Small + Capital + Digit,
        'W' => Small + Capital + Digit + "-_",
        'B' => Small + Capital + Digit + "+/",
        'h' => "0123456789abcdef",
        'U' => Capital + Digit,
        'l' => Small + Digit,
        _ => Digit,
    };

    [GeneratedRegex("{[AWBhUld][0-9]+}")]
    private static partial Regex Part();
}
