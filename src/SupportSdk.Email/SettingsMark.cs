using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupportSdk.Email;

/// <summary>Tells, without keeping a setting, whether the settings are still those of an earlier run: a salted, slow hash (PBKDF2, as for passwords), since a password is one of them.</summary>
internal sealed class SettingsMark(EmailOptions options)
{
    private const int SaltBytes = 16;
    private const int HashBytes = 16;
    private const int Rounds = 200_000;

    private readonly Lazy<string> _made = new(() => Make(options, RandomNumberGenerator.GetBytes(SaltBytes)));

    /// <summary>The mark of this run.</summary>
    public string Value => _made.Value;

    public bool IsOf(string mark)
    {
        if (mark.Length != (SaltBytes + HashBytes) * 2 || !mark.All(char.IsAsciiHexDigit)) return false;
        return (_made.IsValueCreated && _made.Value == mark) || Make(options, Convert.FromHexString(mark[..(SaltBytes * 2)])) == mark;
    }

    private static string Make(EmailOptions options, byte[] salt) =>
        Convert.ToHexString(salt) + Convert.ToHexString(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Settings(options)), salt, Rounds, HashAlgorithmName.SHA256, HashBytes));

    private static string Settings(EmailOptions o) => string.Join('\0',
    [
        o.Host, o.PickupDirectory, o.EffectivePort.ToString(CultureInfo.InvariantCulture), o.EffectiveSecurity.ToString(), o.From, o.FromName, o.To, o.UserName, o.Password,
        (o.OAuthToken is not null).ToString(), o.Timeout.ToString(), o.MaxMessageBytes.ToString(CultureInfo.InvariantCulture), o.TrustedCertificateSha256, o.MachineSent.ToString(),
    ]);
}
