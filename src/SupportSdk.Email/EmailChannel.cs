using Microsoft.Extensions.Options;
using SupportSdk.Channels;
using SupportSdk.Email.Smtp;

namespace SupportSdk.Email;

/// <summary>Mails tickets: by SMTP, or into a pickup directory.</summary>
internal sealed class EmailChannel : IReconfigurableChannel, IAsyncDisposable, IDisposable
{
    private readonly EmailOptions _options;
    private readonly SmtpSession _smtp;
    private readonly SettingsMark _mark;

    public EmailChannel(IOptions<EmailOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _mark = new SettingsMark(_options);
        _smtp = new SmtpSession(_options, time, SmtpSession.DialAsync);
    }

    public SupportChannel Channel => SupportChannel.Email;

    /// <summary>The budget of text, HTML, JSON and attachments together: see <see cref="MailCut.TicketBudget"/>.</summary>
    public int MaxBytes => MailCut.TicketBudget(_options.MaxMessageBytes);

    /// <summary>The Message-ID without its angle brackets, <c>{ticket id}@{domain of From}</c>.</summary>
    public string CreateRemoteId(TicketMessage message) => new TicketMail(_options).MessageId(message);

    public Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var messageId = remoteId ?? CreateRemoteId(message);
        return _options.PickupDirectory is null
            ? _smtp.SendAsync(message, messageId, cancellationToken)
            : new PickupDirectoryWriter(_options).SendAsync(message, messageId, cancellationToken);
    }

    public string MarkSettings() => _mark.Value;

    public bool HasSettings(string mark) => _mark.IsOf(mark);

    public ValueTask DisposeAsync() => _smtp.DisposeAsync();

    public void Dispose() => _smtp.Dispose();
}
