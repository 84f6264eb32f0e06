namespace SupportSdk.Email.Tests.Faults;

/// <summary>Where in the protocol the server goes wrong: in the reply to this.</summary>
public enum SmtpStep
{
    Banner,
    Ehlo,
    StartTls,
    TlsHandshake,
    Auth,
    AuthUser,
    AuthPassword,
    Mail,
    Rcpt,
    Data,
    Body,
    Dot,
    Quit,
}
