using System.Text;
using System.Text.Json;

namespace SupportSdk.Paragon.Bodies;

/// <summary>The text of a JSON string, whatever it holds.</summary>
internal static class JsonText
{
    /// <summary>The text. Malformed UTF-8, or half a surrogate pair: the text as it stands, what is malformed replaced.</summary>
    public static string Of(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(json.ValueSpan);
        }
    }

    /// <summary>Whether a name or text is this one. No writer escapes letters, and to undo an escape that is broken would throw.</summary>
    public static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => !json.ValueIsEscaped && json.ValueTextEquals(name);

    /// <summary>The id that a JSON string is, or the empty one.</summary>
    public static Guid Id(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && json.TryGetGuid(out var id) ? id : Guid.Empty;
}
