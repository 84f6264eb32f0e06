using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Conventions.Values;

/// <summary>
/// The default that a <c>value</c> element states as a simple literal at its beginning, "The default is ...": true, false or null; a member of an enum; a text in <c>c</c>;
/// a number; a number of milliseconds to days, or of bytes, KiB or MiB. Anything else is prose, and no default is read from it.
/// </summary>
internal sealed partial class StatedDefault
{
    private readonly Match _match;

    private StatedDefault(Match match) => _match = match;

    public static StatedDefault? Of(XElement value)
    {
        var match = Pattern().Match(Flat(value));
        return match.Success ? new StatedDefault(match) : null;
    }

    public bool Holds(object? actual) => this switch
    {
        { Word: "null" } => actual is null,
        { Word.Length: > 0 } => actual is bool flag && flag == (Word == "true"),
        { Member.Length: > 0 } => actual is Enum member && Member == $"{member.GetType().FullName!.Replace('+', '.')}.{member}",
        { Literal.Length: > 0 } => TextOf(actual) == Literal,
        _ when actual is TimeSpan span => span == Time,
        _ => actual is IConvertible number and not string && Convert.ToDecimal(number, CultureInfo.InvariantCulture) == Number * Size,
    };

    public override string ToString() => _match.Value;

    private string Word => _match.Groups["word"].Value;

    private string Member => _match.Groups["member"].Value;

    private string Literal => _match.Groups["literal"].Value;

    private decimal Number => decimal.Parse(_match.Groups["number"].Value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private string Unit => _match.Groups["unit"].Value.TrimEnd('s');

    private decimal Size => Unit switch { "KiB" => 1024, "MiB" => 1024 * 1024, _ => 1 };

    private TimeSpan? Time => Unit switch
    {
        "millisecond" => TimeSpan.FromMilliseconds((double)Number),
        "second" => TimeSpan.FromSeconds((double)Number),
        "minute" => TimeSpan.FromMinutes((double)Number),
        "hour" => TimeSpan.FromHours((double)Number),
        "day" => TimeSpan.FromDays((double)Number),
        _ => null,
    };

    private static string? TextOf(object? value) => value switch
    {
        Uri address => address.OriginalString,
        string text => text,
        IEnumerable list => list.Cast<object>().ToArray() is [var only] ? TextOf(only) : null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Flat(XElement value) => string.Join(' ', string.Concat(value.Nodes().Select(Flat)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Flat(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when element.Attribute("langword") is { } word => $"{{word:{word.Value}}}",
        XElement element when element.Attribute("cref") is { } member => $"{{{member.Value}}}",
        XElement element when element.Name == "c" => $"{{c:{element.Value}}}",
        XElement element => element.Value,
        _ => "",
    };

    [GeneratedRegex(@"^The default is (\{word:(?<word>true|false|null)\}|\{F:(?<member>[^}]+)\}|\{c:(?<literal>[^}]+)\}(?=[.,;]|$)|(?<number>\d[\d,]*(\.\d+)?)( (?<unit>(millisecond|second|minute|hour|day|byte)s?|KiB|MiB))?(?![\w-]| [a-zA-Z]))")]
    private static partial Regex Pattern();
}
