using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using SupportSdk.Channels;

namespace SupportSdk.Email.Smtp;

internal enum SmtpPhase
{
    Connecting,
    Greeting,
    Authenticating,
    Sending,
    HandedOver,
}

/// <summary>
/// How far one attempt came, and what a failure there means. The mail counts as handed over once its last byte is given to the connection:
/// from then on its end mark may have left, and only a reply of the server makes the outcome certain.
/// </summary>
internal sealed class SmtpAttempt(EmailOptions options, string messageId) : ITransferProgress
{
    private SmtpConversation? _conversation;
    private SmtpConnection? _connection;
    private bool _tooEarly;

    public SmtpPhase Phase { get; set; }

    public CertificateCheck Certificate { get; } = new(options.TrustedCertificateSha256);

    public string? Token { get; set; }

    public void Begin(SmtpConversation conversation, SmtpConnection connection, string? token)
    {
        (_conversation, _connection, Token) = (conversation, connection, token);
        Phase = SmtpPhase.Sending;
    }

    void ITransferProgress.Report(long bytesTransferred, long totalSize)
    {
        if (bytesTransferred >= totalSize) HandOver();
    }

    // Reported where the size is unknown: then any byte may be the last.
    void ITransferProgress.Report(long bytesTransferred) => HandOver();

    /// <summary>What the acknowledgement is worth.</summary>
    public ChannelResult Acknowledged(string? note) => _tooEarly ? Unanswered("its reply had come before the mail's end") : ChannelResult.Delivered(messageId, note);

    /// <summary>What the failure came to; <see langword="null"/> for a defect, which is not explained away.</summary>
    public ChannelResult? Explain(Exception exception, bool timedOut) => exception switch
    {
        MailFailureException failure => failure.Result,
        _ when Phase == SmtpPhase.HandedOver => Answered(timedOut ? "timed out" : OneLine(exception.Message)),
        _ when _conversation?.Refusal is { } refusal => Refused(refusal.Reply, Subject(refusal.Position)),
        SmtpCommandException refused => Refused(new SmtpReply((int)refused.StatusCode, refused.Message), Doing),
        _ when timedOut || exception is TimeoutException => TimedOut(),
        SslHandshakeException tls => Handshake(tls),
        MailKit.Security.AuthenticationException or SaslException => Authentication(exception),
        ServiceNotAuthenticatedException => ChannelResult.NeedsAttention($"{Server} wants authentication: set Email.UserName and Email.Password or Email.OAuthToken."),
        NotSupportedException => Unsupported(exception),
        SocketException socket => Unreachable(socket),
        IOException or ProtocolException or ServiceNotConnectedException => ChannelResult.TryAgain($"{Server} broke off while {Doing}: {OneLine(exception.Message)}"),
        _ => null,
    };

    private string Server => string.Create(CultureInfo.InvariantCulture, $"The mail server {options.Host}:{options.EffectivePort}");

    private string Doing => Phase switch
    {
        SmtpPhase.Connecting => "connecting",
        SmtpPhase.Greeting => "greeting",
        SmtpPhase.Authenticating => "authenticating",
        _ => "taking the mail",
    };

    private void HandOver()
    {
        if (Phase == SmtpPhase.HandedOver) return;
        Phase = SmtpPhase.HandedOver;
        _conversation?.HandedOver();
        _tooEarly = _connection is { IsTalkedTo: true };
    }

    private ChannelResult Answered(string otherwise) => _conversation?.Answer switch
    {
        { Refuses: true } refusal => Refused(refusal, "the mail"),

        // RFC 5321 4.2.1: the first digit tells, whatever follows it.
        { Accepts: true } when !_tooEarly => ChannelResult.Delivered(messageId),
        { Code: > 0 } answer => Unanswered(string.Create(CultureInfo.InvariantCulture, $"it replied {answer.Code} {OneLine(answer.Text)}")),
        _ => Unanswered(otherwise),
    };

    private ChannelResult Unanswered(string why) => ChannelResult.Uncertain(
        $"{Server} acknowledged nothing after the mail was handed over ({why}): it may have arrived, as Message-ID {messageId}.", messageId);

    private static string Subject(int position) => position switch
    {
        0 => "the sender, Email.From",
        1 => "the recipient, Email.To",
        _ => "the mail",
    };

    private ChannelResult Refused(SmtpReply reply, string what)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{reply.Code} {OneLine(reply.Text)}");
        if (!reply.Refuses) return ChannelResult.TryAgain($"{Server} replied out of turn while {Doing}: {said}");
        var reason = $"{Server} refused {what}: {said}";
        return reply.Code switch
        {
            < 500 => ChannelResult.TryAgain(reason),
            530 => ChannelResult.NeedsAttention($"{reason}; set Email.UserName and Email.Password or Email.OAuthToken."),
            523 or 552 => ChannelResult.NeedsAttention($"{reason}; if the mail is too large for it, lower Email.MaxMessageBytes."),
            _ => ChannelResult.NeedsAttention(reason),
        };
    }

    private ChannelResult TimedOut()
    {
        var hint = Phase == SmtpPhase.Greeting && options.EffectiveSecurity != EmailSecurity.SslOnConnect
            ? " If that port speaks TLS from the first byte, set Email.Security = SslOnConnect." : "";
        return ChannelResult.TryAgain($"{Server} did not finish {Doing} within Email.Timeout ({options.Timeout}).{hint}");
    }

    private ChannelResult Handshake(SslHandshakeException failure)
    {
        if (Certificate.Refusal is { } refusal)
        {
            var reason = $"The certificate of {options.Host} was refused: {refusal}.";
            return Certificate.MayPass ? ChannelResult.TryAgain(reason) : ChannelResult.NeedsAttention(reason);
        }

        var cause = failure.GetBaseException();
        return cause is IOException or SocketException
            ? ChannelResult.TryAgain($"{Server} broke off the TLS handshake: {OneLine(cause.Message)}")
            : ChannelResult.NeedsAttention($"{Server} and this app found no common TLS: {OneLine(cause.Message)} Check that Email.Port and Email.Security fit together.");
    }

    private ChannelResult Authentication(Exception exception)
    {
        var reason = $"{Server} refused the account in Email.UserName: {OneLine(exception.Message)}";
        return exception.InnerException is SmtpCommandException { StatusCode: < (SmtpStatusCode)500 }
            ? ChannelResult.TryAgain(reason)
            : ChannelResult.NeedsAttention(reason);
    }

    private ChannelResult Unsupported(Exception exception) => ChannelResult.NeedsAttention(Phase switch
    {
        SmtpPhase.Greeting => $"{Server} does not offer STARTTLS, and nothing is sent in clear text: set Email.Security = SslOnConnect with its TLS port, mostly 465.",
        SmtpPhase.Authenticating => $"{Server} offers no way to authenticate that fits: remove Email.UserName if it wants none, or use its submission port.",
        _ => $"{Server} cannot take the mail: {OneLine(exception.Message)}",
    });

    private ChannelResult Unreachable(SocketException failure) => ChannelResult.TryAgain(failure.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"The name {options.Host} was not found: check Email.Host and this machine's name service.",
        _ => $"{Server} could not be reached: {OneLine(failure.Message)}",
    });

    // A server may echo what it was told; no secret passes on, in clear or as it was encoded for it.
    private string OneLine(string text)
    {
        var line = HeaderText.Clean(text, 2000);
        foreach (var secret in Secrets().Where(secret => secret.Length > 0))
        {
            line = line.Replace(secret, "***", StringComparison.Ordinal).Replace(Base64(secret), "***", StringComparison.Ordinal);
        }

        return HeaderText.Clean(line, 300);
    }

    private IEnumerable<string> Secrets()
    {
        if (options.Password is { } password)
        {
            yield return $"\0{options.UserName}\0{password}";
            yield return password;
        }

        if (Token is { } token)
        {
            yield return $"user={options.UserName}\u0001auth=Bearer {token}\u0001\u0001";
            yield return token;
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
