using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportSdk.Paragon.Api.History;

/// <summary>Reads answers without reflection. A member of another kind than expected is read as text as far as it makes sense, else as missing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 64, Converters = [typeof(TolerantTextConverter)])]
[JsonSerializable(typeof(TaskHistoryPage))]
[JsonSerializable(typeof(TaskHistoryExecution))]
[JsonSerializable(typeof(TaskHistoryStepDetails))]
internal sealed partial class TaskHistoryJson : JsonSerializerContext
{
    /// <summary>An instant as the API writes it; without an offset it is UTC.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>A length in milliseconds.</summary>
    public static TimeSpan? Length(string? milliseconds) =>
        double.TryParse(milliseconds, CultureInfo.InvariantCulture, out var length) && length is >= 0 and < 1e12 ? TimeSpan.FromMilliseconds(length) : null;
}

/// <summary>Text, or a number or flag as text.</summary>
internal sealed class TolerantTextConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return TextOf(ref reader);
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Not text that .NET can hold.
        }
    }
}
