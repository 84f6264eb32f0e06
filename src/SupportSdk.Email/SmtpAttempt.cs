using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using SupportSdk.Channels;

namespace SupportSdk.Email;

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
    public SmtpPhase Phase { get; set; }

    public CertificateCheck Certificate { get; } = new(options.TrustedCertificateSha256);

    public string? Token { get; set; }

    void ITransferProgress.Report(long bytesTransferred, long totalSize)
    {
        if (bytesTransferred >= totalSize) Phase = SmtpPhase.HandedOver;
    }

    // Reported where the size is unknown: then any byte may be the last.
    void ITransferProgress.Report(long bytesTransferred) => Phase = SmtpPhase.HandedOver;

    /// <summary>What the failure came to; <see langword="null"/> for a defect, which is not explained away.</summary>
    public ChannelResult? Explain(Exception exception, bool timedOut) => exception switch
    {
        SmtpCommandException refused => Refused(refused),
        _ when Phase == SmtpPhase.HandedOver => ChannelResult.Uncertain(
            $"{Server} acknowledged nothing after the mail was handed over ({(timedOut ? "timed out" : OneLine(exception.Message))}): it may have arrived, as Message-ID {messageId}.", messageId),
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

    private ChannelResult Refused(SmtpCommandException refused)
    {
        var code = (int)refused.StatusCode;
        var what = refused.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => "the recipient, Email.To",
            SmtpErrorCode.SenderNotAccepted => "the sender, Email.From",
            SmtpErrorCode.MessageNotAccepted => "the mail",
            _ => $"{Doing}",
        };
        var reason = string.Create(CultureInfo.InvariantCulture, $"{Server} refused {what}: {code} {OneLine(refused.Message)}");
        return code switch
        {
            >= 400 and < 500 => ChannelResult.TryAgain(reason),
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
        return exception.InnerException is SmtpCommandException { StatusCode: >= (SmtpStatusCode)400 and < (SmtpStatusCode)500 }
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
