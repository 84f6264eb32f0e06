using System.Security;
using SupportSdk.Channels;

namespace SupportSdk.Email;

/// <summary>Writes a ticket as <c>{ticket id}.eml</c>: whole and on the disk, or not at all.</summary>
internal sealed class PickupDirectoryWriter(EmailOptions options)
{
    private readonly TicketMail _mails = new(options);

    public async Task<ChannelResult> SendAsync(TicketMessage ticket, string messageId, CancellationToken cancellationToken)
    {
        var folder = options.PickupDirectory!;
        var (mail, cut) = MailCut.Fit(_mails, ticket, messageId, options.MaxMessageBytes);
        using (mail)
        {
            if (mail is null) return ChannelResult.NeedsAttention("Even the text alone exceeds Email.MaxMessageBytes: raise it.");
            try
            {
                if (File.Exists(folder)) return ChannelResult.NeedsAttention("Email.PickupDirectory is a file: name a folder.");
                await WriteAsync(mail, Directory.CreateDirectory(folder).FullName, ticket.Id, cancellationToken).ConfigureAwait(false);
                return ChannelResult.Delivered(messageId, cut.Note);
            }
            catch (Exception exception) when (Explain(exception) is not null)
            {
                return Explain(exception)!;
            }
        }
    }

    private static async Task WriteAsync(MimeKit.MimeMessage mail, string folder, TicketId id, CancellationToken cancellationToken)
    {
        // Never *.eml, so that whoever watches the folder cannot pick up half a mail.
        var partial = Path.Combine(folder, $"{id}.{Path.GetRandomFileName()}.part");
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await mail.WriteToAsync(TicketMail.Format, file, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, Path.Combine(folder, $"{id}.eml"), overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static ChannelResult? Explain(Exception exception) => exception switch
    {
        UnauthorizedAccessException or SecurityException => ChannelResult.NeedsAttention("Email.PickupDirectory may not be written: give this app the right to, or name another folder."),
        DirectoryNotFoundException or FileNotFoundException or PathTooLongException or ArgumentException or NotSupportedException =>
            ChannelResult.NeedsAttention("Email.PickupDirectory cannot be a folder on this machine: name another."),
        IOException => ChannelResult.TryAgain($"The mail could not be written to Email.PickupDirectory: {HeaderText.Clean(exception.Message, 300)}"),
        _ => null,
    };
}
