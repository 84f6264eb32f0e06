namespace SupportSdk.Email;

/// <summary>Where tickets are mailed from and to: by SMTP (<see cref="Host"/>), or into a folder of <c>.eml</c> files (<see cref="PickupDirectory"/>).</summary>
public sealed class EmailOptions
{
    /// <summary>The mail server's name; its certificate must carry it.</summary>
    /// <value>The default is <see langword="null"/>; this or <see cref="PickupDirectory"/> is required.</value>
    public string? Host { get; set; }

    /// <summary>The mail server's port.</summary>
    /// <value>The default is <see langword="null"/>: 465 where <see cref="Security"/> is <see cref="EmailSecurity.SslOnConnect"/>, else 587.</value>
    public int? Port { get; set; }

    /// <summary>How the connection is protected.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="EmailSecurity.SslOnConnect"/> on port 465, else <see cref="EmailSecurity.StartTls"/>.</value>
    public EmailSecurity? Security { get; set; }

    /// <summary>The sender: a real mailbox on a domain that the mail server may send for. Its domain is the Message-ID's.</summary>
    /// <value>The default is <see langword="null"/>; it is required.</value>
    public string? From { get; set; }

    /// <summary>The name shown beside <see cref="From"/>.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? FromName { get; set; }

    /// <summary>The recipient.</summary>
    /// <value>The default is <c>support@useparagon.com</c>.</value>
    public string To { get; set; } = "support@useparagon.com";

    /// <summary>The account at the mail server.</summary>
    /// <value>The default is <see langword="null"/>: no authentication.</value>
    public string? UserName { get; set; }

    /// <summary>The account's password.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Password { get; set; }

    /// <summary>Gives a current OAuth access token for <see cref="UserName"/>; called once per connection, and in place of <see cref="Password"/>.</summary>
    /// <value>The default is <see langword="null"/>. Set in code only.</value>
    public Func<CancellationToken, ValueTask<string>>? OAuthToken { get; set; }

    /// <summary>How long one attempt may take, from the name look-up to the server's acknowledgement.</summary>
    /// <value>The default is 20 seconds; up to 10 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many bytes a mail may have as it travels, base64 included. A server's own lower limit is kept as well.</summary>
    /// <value>The default is 5 MiB (5,242,880); from 64 KiB to 25 MiB.</value>
    public int MaxMessageBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>A folder that takes each mail as an <c>.eml</c> file, in place of a mail server. It is created where it is missing.</summary>
    /// <value>The default is <see langword="null"/>; this or <see cref="Host"/> is required.</value>
    public string? PickupDirectory { get; set; }

    /// <summary>SHA-256 of the one server certificate to accept (its DER bytes), as 64 hexadecimal digits, colons allowed: for a private certificate authority.</summary>
    /// <value>The default is <see langword="null"/>: the chain and the name are checked as usual. When set, only this certificate is accepted, whatever its chain and name.</value>
    public string? TrustedCertificateSha256 { get; set; }

    /// <summary>Marks the mail as sent by a machine (<c>Auto-Submitted: auto-generated</c>, RFC 3834). Help desks drop such mail, so set it only where support asked for it.</summary>
    /// <value>The default is <see langword="false"/>: the header is absent.</value>
    public bool MachineSent { get; set; }

    internal EmailSecurity EffectiveSecurity => Security ?? (Port == 465 ? EmailSecurity.SslOnConnect : EmailSecurity.StartTls);

    internal int EffectivePort => Port ?? (Security == EmailSecurity.SslOnConnect ? 465 : 587);
}
