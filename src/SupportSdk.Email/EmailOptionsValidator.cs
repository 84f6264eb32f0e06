using System.Net;
using Microsoft.Extensions.Options;
using SupportSdk.Email.Smtp;

namespace SupportSdk.Email;

internal sealed class EmailOptionsValidator : IValidateOptions<EmailOptions>
{
    private const int MinMessageBytes = 64 * 1024;
    private const int MaxMessageBytes = 25 * 1024 * 1024;
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        List<string> problems = [.. Destination(options), .. Addresses(options), .. Server(options), .. Account(options), .. Limits(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Destination(EmailOptions options)
    {
        if (options.Host is null && options.PickupDirectory is null)
            yield return "Email.Host or Email.PickupDirectory must be set: the mail server, or a folder for .eml files.";
        if (options.Host is not null && options.PickupDirectory is not null)
            yield return "Email.Host and Email.PickupDirectory are both set: keep the one that tickets shall take.";
        if (options.Host is not null && Uri.CheckHostName(options.Host) is UriHostNameType.Unknown or UriHostNameType.Basic)
            yield return "Email.Host must be the name or IP address of a mail server, without scheme, port or path.";
        if (options.PickupDirectory is { } folder && (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0', StringComparison.Ordinal)))
            yield return "Email.PickupDirectory must be the path of a folder.";
    }

    private static IEnumerable<string> Addresses(EmailOptions options)
    {
        if (options.From is null)
            yield return "Email.From must be set: a mailbox that the mail server may send for, for example app@customer.example.";
        else if (!IsAddress(options.From))
            yield return "Email.From must be one plain address, for example app@customer.example, without a name or line breaks.";
        if (!IsAddress(options.To))
            yield return "Email.To must be one plain address, without a name or line breaks; leave it out for support@useparagon.com.";
        if (options.FromName is { } fromName && fromName.Any(char.IsControl))
            yield return "Email.FromName must be one line without control characters.";
    }

    private static IEnumerable<string> Server(EmailOptions options)
    {
        if (options.Port is < 1 or > 65535)
            yield return $"Email.Port must lie between 1 and 65535, and is {options.Port}; leave it out for 587, or 465 with Email.Security = SslOnConnect.";
        if (options.Security is { } security && !Enum.IsDefined(security))
            yield return "Email.Security must be StartTls, SslOnConnect or None.";
        if (options is { Security: EmailSecurity.None, Host: { } host } && !IsLoopback(host))
            yield return "Email.Security = None sends in clear text, which is accepted for a loopback host only: use StartTls or SslOnConnect.";
        if (options.TrustedCertificateSha256 is { } pin && CertificateCheck.ParsePin(pin) is null)
            yield return "Email.TrustedCertificateSha256 must be 64 hexadecimal digits, as printed by 'openssl x509 -noout -fingerprint -sha256'.";
        if (options is { TrustedCertificateSha256: not null, Security: EmailSecurity.None })
            yield return "Email.TrustedCertificateSha256 has no effect with Email.Security = None: remove one of them.";
    }

    private static IEnumerable<string> Account(EmailOptions options)
    {
        if (options is { UserName: not null, Password: null, OAuthToken: null })
            yield return "Email.UserName needs Email.Password or Email.OAuthToken.";
        if (string.IsNullOrWhiteSpace(options.UserName) && (options.UserName ?? options.Password ?? (object?)options.OAuthToken) is not null)
            yield return "Email.UserName must be set where Email.Password or Email.OAuthToken is, and not be blank.";
        if (options is { Password: not null, OAuthToken: not null })
            yield return "Email.Password and Email.OAuthToken are both set: keep the one that the mail server asks for.";
    }

    private static IEnumerable<string> Limits(EmailOptions options)
    {
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > MaxTimeout)
            yield return $"Email.Timeout must lie above zero and up to 10 minutes, and is {options.Timeout}.";
        if (options.MaxMessageBytes is < MinMessageBytes or > MaxMessageBytes)
            yield return $"Email.MaxMessageBytes must lie between 65,536 (64 KiB) and 26,214,400 (25 MiB), and is {options.MaxMessageBytes}.";
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsAddress(string? text) => HeaderText.ParseAddress(text) is not null;
}
