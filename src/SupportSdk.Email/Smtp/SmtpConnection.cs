using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using SupportSdk.Channels;

namespace SupportSdk.Email.Smtp;

/// <summary>One connection to the mail server: greeted, secured and authenticated. It takes mails one after the other until one fails.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private readonly EmailOptions _options;
    private readonly Socket _socket;
    private readonly SmtpWire _wire;
    private readonly SmtpClient _client;
    private readonly SmtpConversation _conversation = new();
    private string? _token;

    private SmtpConnection(EmailOptions options, Socket socket)
    {
        (_options, _socket) = (options, socket);
        _wire = new SmtpWire(new NetworkStream(socket, ownsSocket: true));
        _client = new SmtpClient(_conversation) { Timeout = Math.Max(1, (int)options.Timeout.TotalMilliseconds) };
    }

    /// <summary>How many mails it has taken.</summary>
    public int Mails { get; private set; }

    /// <summary>Bytes wait to be read, although the server owes none.</summary>
    public bool IsTalkedTo => _socket.Available > 0;

    public static async Task<SmtpConnection> OpenAsync(EmailOptions options, SmtpDialer dial, SmtpAttempt attempt, CancellationToken cancellationToken)
    {
        var connection = new SmtpConnection(options, await dial(options.Host!, options.EffectivePort, cancellationToken).ConfigureAwait(false));
        try
        {
            await connection.GreetAsync(attempt, cancellationToken).ConfigureAwait(false);
            attempt.Phase = SmtpPhase.Authenticating;
            await connection.AuthenticateAsync(attempt, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <returns>What the mail had to leave out, in words.</returns>
    public async Task<string?> SendAsync(TicketMail mails, TicketMessage ticket, string messageId, SmtpAttempt attempt, CancellationToken cancellationToken)
    {
        attempt.Begin(_conversation, this, _token);
        _conversation.BeginMail();
        _wire.BeginMail();
        var limit = _client.MaxSize > 0 ? Math.Min(_client.MaxSize, _options.MaxMessageBytes) : _options.MaxMessageBytes;
        var (mail, cut) = MailCut.Fit(mails, ticket, messageId, limit);
        using (mail)
        {
            if (mail is null) throw TooLarge(limit);
            await _client.SendAsync(TicketMail.Format, mail, mails.From, [mails.To], cancellationToken, attempt).ConfigureAwait(false);
        }

        _conversation.EndMail();
        Mails++;
        return cut.Note;
    }

    public Task QuitAsync(CancellationToken cancellationToken) => _client.DisconnectAsync(quit: true, cancellationToken);

    public void Dispose()
    {
        _client.Dispose();
        _wire.Dispose();
    }

    private async Task GreetAsync(SmtpAttempt attempt, CancellationToken cancellationToken)
    {
        _client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            attempt.Certificate.Accept(certificate, chain?.ChainStatus.Select(status => status.Status) ?? [], errors);
        attempt.Phase = SmtpPhase.Greeting;
        await _client.ConnectAsync(_wire, _options.Host!, _options.EffectivePort, Protection(), cancellationToken).ConfigureAwait(false);
    }

    // There is no value for "TLS if offered": MailKit would then send in clear text where it is not.
    private SecureSocketOptions Protection() => _options.EffectiveSecurity switch
    {
        EmailSecurity.SslOnConnect => SecureSocketOptions.SslOnConnect,
        EmailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private async Task AuthenticateAsync(SmtpAttempt attempt, CancellationToken cancellationToken)
    {
        if (_options.UserName is not { } user) return;
        if (_options.OAuthToken is null)
        {
            await _client.AuthenticateAsync(Encoding.UTF8, user, _options.Password ?? "", cancellationToken).ConfigureAwait(false);
            return;
        }

        attempt.Token = _token = await TokenAsync(_options.OAuthToken, cancellationToken).ConfigureAwait(false);
        SaslMechanism mechanism = _client.AuthenticationMechanisms.Contains("XOAUTH2") || !_client.AuthenticationMechanisms.Contains("OAUTHBEARER")
            ? new SaslMechanismOAuth2(user, _token)
            : new SaslMechanismOAuthBearer(user, _token);
        await _client.AuthenticateAsync(mechanism, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> TokenAsync(Func<CancellationToken, ValueTask<string>> callback, CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = await callback(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested) // The app's own code, which may throw anything; its message may hold a secret.
        {
            throw new MailFailureException(ChannelResult.TryAgain($"Email.OAuthToken failed with {exception.GetType().Name}."));
        }

        return string.IsNullOrWhiteSpace(token) ? throw new MailFailureException(ChannelResult.NeedsAttention("Email.OAuthToken gave no token.")) : token;
    }

    private static MailFailureException TooLarge(long limit) => new(ChannelResult.NeedsAttention(string.Create(
        CultureInfo.InvariantCulture,
        $"Even the text alone exceeds the {limit:N0} bytes that a mail may have: raise Email.MaxMessageBytes, or the mail server's limit if that is lower.")));
}
