using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportSdk.Rendering;

/// <summary>How a ticket lies in the outbox: as JSON, first the redacted ticket, then its exact bytes.</summary>
internal static class TicketBytes
{
    public static byte[] Write(ResolvedTicket ticket) => JsonSerializer.SerializeToUtf8Bytes(ticket, TicketBytesJson.Default.ResolvedTicket);

    public static byte[] Write(FrozenTicket ticket) => JsonSerializer.SerializeToUtf8Bytes(ticket, TicketBytesJson.Default.FrozenTicket);

    public static ResolvedTicket ReadResolved(ReadOnlyMemory<byte> bytes) =>
        JsonSerializer.Deserialize(bytes.Span, TicketBytesJson.Default.ResolvedTicket) ?? throw new JsonException("The stored ticket is empty.");

    public static FrozenTicket ReadFrozen(ReadOnlyMemory<byte> bytes) =>
        JsonSerializer.Deserialize(bytes.Span, TicketBytesJson.Default.FrozenTicket) ?? throw new JsonException("The stored ticket is empty.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResolvedTicket))]
[JsonSerializable(typeof(FrozenTicket))]
internal sealed partial class TicketBytesJson : JsonSerializerContext;
