using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportSdk;

internal sealed class TicketIdJsonConverter : JsonConverter<TicketId>
{
    public override TicketId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TicketId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not a ticket id.");

    public override void Write(Utf8JsonWriter writer, TicketId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
