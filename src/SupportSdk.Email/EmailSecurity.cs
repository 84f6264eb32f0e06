namespace SupportSdk.Email;

/// <summary>How the connection to the mail server is protected. There is no value that falls back to clear text.</summary>
public enum EmailSecurity
{
    /// <summary>STARTTLS, and no mail where the server does not offer it.</summary>
    StartTls = 0,

    /// <summary>TLS from the first byte, as on port 465.</summary>
    SslOnConnect = 1,

    /// <summary>Clear text; accepted for a loopback host only.</summary>
    None = 2,
}
