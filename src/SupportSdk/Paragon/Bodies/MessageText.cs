using System.Text.Json;

namespace SupportSdk.Paragon.Bodies;

/// <summary>The text inside a message: Paragon often passes on a third party's JSON in a string.</summary>
internal static class MessageText
{
    public const int MaxLineLength = 1_024;

    private const int MaxLayers = 4;

    /// <summary>The innermost message of JSON in a string; the text itself where it is not JSON, or names no message.</summary>
    public static string Unwrap(string text)
    {
        for (var layer = 0; layer < MaxLayers && Inner(text) is { } inner; layer++)
        {
            text = inner;
        }

        return text;
    }

    private static string? Inner(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        if (trimmed.IsEmpty || trimmed[0] is not ('{' or '"'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return MessageOf(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Not JSON, or not text that .NET can hold.
        }
    }

    private static string? MessageOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Object when element.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String => message.GetString(),
        JsonValueKind.Object when element.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.String or JsonValueKind.Object => MessageOf(error),
        _ => null,
    };
}
