using System.Net.Sockets;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using SupportSdk.Channels;

namespace SupportSdk.Email;

internal delegate ValueTask<Socket> SmtpDialer(string host, int port, CancellationToken cancellationToken);

/// <summary>One attempt over one connection: connect, secure, authenticate, send, quit, all within <see cref="EmailOptions.Timeout"/>.</summary>
internal sealed class SmtpSession(EmailOptions options, TimeProvider time, SmtpDialer dial)
{
    private readonly TicketMail _mails = new(options);

    /// <summary>Connects without Nagle's algorithm: against delayed acknowledgements it costs 40 ms a mail.</summary>
    public static async ValueTask<Socket> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <remarks>Cancelled before the mail was handed over, it throws; after that it says <see cref="ChannelResultKind.Uncertain"/>, since that is what is known.</remarks>
    public async Task<ChannelResult> SendAsync(TicketMessage ticket, string messageId, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var attempt = new SmtpAttempt(options, messageId);
        try
        {
            return await AttemptAsync(ticket, messageId, attempt, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) // The floor's edge: a failure is a result. Cancellation and defects are thrown on.
        {
            if (attempt.Phase != SmtpPhase.HandedOver) cancellationToken.ThrowIfCancellationRequested();
            if (attempt.Explain(exception, deadline.IsCancellationRequested) is not { } result) throw;
            return result;
        }
    }

    private async Task<ChannelResult> AttemptAsync(TicketMessage ticket, string messageId, SmtpAttempt attempt, CancellationToken cancellationToken)
    {
        using var socket = await dial(options.Host!, options.EffectivePort, cancellationToken).ConfigureAwait(false);
        using var client = new SmtpClient { Timeout = Math.Max(1, (int)options.Timeout.TotalMilliseconds) };
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            attempt.Certificate.Accept(certificate, chain?.ChainStatus.Select(status => status.Status) ?? [], errors);

        attempt.Phase = SmtpPhase.Greeting;
        await client.ConnectAsync(socket, options.Host!, options.EffectivePort, Protection(), cancellationToken).ConfigureAwait(false);
        attempt.Phase = SmtpPhase.Authenticating;
        if (await AuthenticateAsync(client, attempt, cancellationToken).ConfigureAwait(false) is { } failed) return failed;

        attempt.Phase = SmtpPhase.Sending;
        var limit = client.MaxSize > 0 ? Math.Min(client.MaxSize, options.MaxMessageBytes) : options.MaxMessageBytes;
        var (mail, cut) = MailCut.Fit(_mails, ticket, messageId, limit);
        using (mail)
        {
            if (mail is null) return TooLarge(limit);
            await client.SendAsync(TicketMail.Format, mail, _mails.From, [_mails.To], cancellationToken, attempt).ConfigureAwait(false);
        }

        await QuitAsync(client, cancellationToken).ConfigureAwait(false);
        return ChannelResult.Delivered(messageId, cut.Note);
    }

    // There is no value for "TLS if offered": MailKit would then send in clear text where it is not.
    private SecureSocketOptions Protection() => options.EffectiveSecurity switch
    {
        EmailSecurity.SslOnConnect => SecureSocketOptions.SslOnConnect,
        EmailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private async Task<ChannelResult?> AuthenticateAsync(SmtpClient client, SmtpAttempt attempt, CancellationToken cancellationToken)
    {
        if (options.UserName is not { } user) return null;
        if (options.OAuthToken is null)
        {
            await client.AuthenticateAsync(Encoding.UTF8, user, options.Password ?? "", cancellationToken).ConfigureAwait(false);
            return null;
        }

        var (token, failed) = await TokenAsync(options.OAuthToken, cancellationToken).ConfigureAwait(false);
        if (token is null) return failed;
        attempt.Token = token;
        SaslMechanism mechanism = client.AuthenticationMechanisms.Contains("XOAUTH2") || !client.AuthenticationMechanisms.Contains("OAUTHBEARER")
            ? new SaslMechanismOAuth2(user, token)
            : new SaslMechanismOAuthBearer(user, token);
        await client.AuthenticateAsync(mechanism, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static async Task<(string? Token, ChannelResult? Failed)> TokenAsync(
        Func<CancellationToken, ValueTask<string>> callback, CancellationToken cancellationToken)
    {
        try
        {
            var token = await callback(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(token) ? (null, ChannelResult.NeedsAttention("Email.OAuthToken gave no token.")) : (token, null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested) // The app's own code, which may throw anything; its message may hold a secret.
        {
            return (null, ChannelResult.TryAgain($"Email.OAuthToken failed with {exception.GetType().Name}."));
        }
    }

    private static ChannelResult TooLarge(long limit) => ChannelResult.NeedsAttention(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"Even the text alone exceeds the {limit:N0} bytes that a mail may have: raise Email.MaxMessageBytes, or the mail server's limit if that is lower."));

    private static async Task QuitAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) // The mail is acknowledged: how the connection ends changes nothing.
        {
        }
    }
}
