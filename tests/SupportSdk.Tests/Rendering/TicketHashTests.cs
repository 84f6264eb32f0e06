using SupportSdk.Rendering;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Rendering;

public sealed class TicketHashTests
{
    private static readonly TicketMessage Message = new Filler(place => place).Make<TicketMessage>() with { Contact = new TicketContact("Dana", "dana@customer.example") };

    [Fact]
    public void Hash_AnyPropertyChanged_IsAnother()
    {
        var other = new Filler(place => place + " changed", first: 1_000).Make<TicketMessage>() with { Priority = TicketPriority.Low };
        var changes = typeof(TicketMessage).GetProperties().Where(p => p.SetMethod is not null).Select(property =>
        {
            var changed = Message with { };
            property.SetValue(changed, property.GetValue(other));
            return (property.Name, Hash: TicketRenderer.Hash(changed));
        }).ToArray();

        Assert.Equal(9, changes.Length);
        Assert.All(changes, change => Assert.True(change.Hash != TicketRenderer.Hash(Message), $"{change.Name} is not in the hash"));
        Assert.Equal(changes.Length, changes.Select(c => c.Hash).Distinct().Count());
    }

    [Fact]
    public void Hash_AnyPartOfAnAttachmentOrTheContactChanged_IsAnother()
    {
        var file = new TicketAttachment("trace.txt", "text/plain", "abc"u8.ToArray());
        var message = Message with { Attachments = [file, file] };
        TicketMessage[] others =
        [
            message with { Attachments = [file] },
            message with { Attachments = [] },
            message with { Attachments = [file, file with { FileName = "trace.tx" }] },
            message with { Attachments = [file, file with { ContentType = "text/html" }] },
            message with { Attachments = [file, file with { Content = "abd"u8.ToArray() }] },
            message with { Attachments = [file with { FileName = "trace.txtt", ContentType = "ext/plain" }, file] },
            message with { Contact = message.Contact! with { Name = "Dan" } },
            message with { Contact = message.Contact with { Email = "d@customer.example" } },
            message with { Contact = null },
            message with { Text = message.Text + "<", Html = message.Html[1..] },
        ];

        Assert.Equal(others.Length + 1, others.Append(message).Select(TicketRenderer.Hash).Distinct().Count());
    }

    [Fact]
    public void Hash_SameContentInOtherObjects_IsTheSame()
    {
        var copy = TicketBytes.ReadFrozen(TicketBytes.Write(new Filler(place => place).Make<FrozenTicket>() with { Message = Message })).Message;

        Assert.Equal(TicketRenderer.Hash(Message), TicketRenderer.Hash(copy));
        Assert.Matches("^[0-9a-f]{64}$", TicketRenderer.Hash(copy));
    }
}
