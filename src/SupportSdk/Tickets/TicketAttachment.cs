namespace SupportSdk;

/// <summary>A file that goes with the ticket as it is: its content is not redacted.</summary>
/// <param name="FileName">The name, without a folder.</param>
/// <param name="ContentType">The media type, for example <c>image/png</c>.</param>
/// <param name="Content">The bytes.</param>
public sealed record TicketAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>The kind and the size; never the name.</summary>
    public override string ToString() => $"TicketAttachment {Content.Length} bytes";
}
