namespace SupportSdk.Email.Tests;

public sealed class EmailOptionsValidatorTests
{
    public static TheoryData<string, Action<EmailOptions>, string> Wrong => new()
    {
        { "no way", o => o.Host = null, "Email.Host or Email.PickupDirectory must be set" },
        { "two ways", o => o.PickupDirectory = "mail", "Email.Host and Email.PickupDirectory are both set" },
        { "host with scheme", o => o.Host = "smtp://mail.example", "Email.Host must be the name or IP address" },
        { "host with port", o => o.Host = "mail.example:25", "Email.Host must be the name or IP address" },
        { "host blank", o => o.Host = "", "Email.Host must be the name or IP address" },
        { "host with CRLF", o => o.Host = "mail.example\r\n", "Email.Host must be the name or IP address" },
        { "blank folder", o => (o.Host, o.PickupDirectory) = (null, " "), "Email.PickupDirectory must be the path" },
        { "no sender", o => o.From = null, "Email.From must be set" },
        { "sender with name", o => o.From = "App <app@customer.example>", "Email.From must be one plain address" },
        { "sender with CRLF", o => o.From = "app@customer.example\r\nBcc: x@y.example", "Email.From must be one plain address" },
        { "recipient blank", o => o.To = "", "Email.To must be one plain address" },
        { "two recipients", o => o.To = "a@b.example,c@d.example", "Email.To must be one plain address" },
        { "name with CRLF", o => o.FromName = "App\r\nBcc: x", "Email.FromName must be one line" },
        { "port zero", o => o.Port = 0, "Email.Port must lie between 1 and 65535" },
        { "port large", o => o.Port = 65536, "Email.Port must lie between 1 and 65535" },
        { "odd security", o => o.Security = (EmailSecurity)9, "Email.Security must be StartTls" },
        { "clear text", o => o.Security = EmailSecurity.None, "Email.Security = None sends in clear text" },
        { "clear text to a name like localhost", o => (o.Host, o.Security) = ("localhost.evil.example", EmailSecurity.None), "Email.Security = None sends in clear text" },
        { "user alone", o => o.UserName = "app", "Email.UserName needs Email.Password or Email.OAuthToken" },
        { "password alone", o => o.Password = "x", "Email.UserName must be set" },
        { "token alone", o => o.OAuthToken = _ => ValueTask.FromResult("x"), "Email.UserName must be set" },
        { "blank user", o => (o.UserName, o.Password) = (" ", "x"), "Email.UserName must be set" },
        { "both secrets", o => (o.UserName, o.Password, o.OAuthToken) = ("app", "x", _ => ValueTask.FromResult("x")), "Email.Password and Email.OAuthToken are both set" },
        { "no timeout", o => o.Timeout = TimeSpan.Zero, "Email.Timeout must lie above zero" },
        { "long timeout", o => o.Timeout = TimeSpan.FromMinutes(11), "Email.Timeout must lie above zero" },
        { "small limit", o => o.MaxMessageBytes = 65_535, "Email.MaxMessageBytes must lie between" },
        { "large limit", o => o.MaxMessageBytes = 26_214_401, "Email.MaxMessageBytes must lie between" },
        { "pin of odd length", o => o.TrustedCertificateSha256 = "AB:CD", "Email.TrustedCertificateSha256 must be 64" },
        { "pin without TLS", o => (o.Host, o.Security, o.TrustedCertificateSha256) = ("localhost", EmailSecurity.None, new string('a', 64)), "has no effect with Email.Security = None" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OneWrongSetting_NamesItAlone(string what, Action<EmailOptions> change, string expected)
    {
        var result = new EmailOptionsValidator().Validate(null, Some.Options(change));

        Assert.True(result.Failed, what);
        Assert.Contains(expected, Assert.Single(result.Failures!));
    }

    [Fact]
    public void Validate_NothingSet_NamesEverythingAtOnce()
    {
        var result = new EmailOptionsValidator().Validate(null, new EmailOptions { To = "x", Port = -1, UserName = "u", MaxMessageBytes = 0 });

        Assert.Equal(6, result.Failures!.Count());
    }

    [Fact]
    public void Validate_WrongSecret_IsNotInTheMessage()
    {
        var result = new EmailOptionsValidator().Validate(null, Some.Options(o => (o.UserName, o.Password) = ("", "s3cret-77")));

        Assert.DoesNotContain("s3cret-77", result.FailureMessage);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("::1")]
    public void Validate_ClearTextToLoopback_IsAccepted(string host) =>
        Assert.True(new EmailOptionsValidator().Validate(null, Some.Options(o => (o.Host, o.Security) = (host, EmailSecurity.None))).Succeeded);

    [Theory]
    [InlineData(null, null, 587, EmailSecurity.StartTls)]
    [InlineData(465, null, 465, EmailSecurity.SslOnConnect)]
    [InlineData(25, null, 25, EmailSecurity.StartTls)]
    [InlineData(null, EmailSecurity.SslOnConnect, 465, EmailSecurity.SslOnConnect)]
    [InlineData(465, EmailSecurity.StartTls, 465, EmailSecurity.StartTls)]
    public void Options_PortAndSecurity_GiveEachOther(int? port, EmailSecurity? security, int expectedPort, EmailSecurity expectedSecurity)
    {
        var options = Some.Options(o => (o.Port, o.Security) = (port, security));

        Assert.True(new EmailOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal((expectedPort, expectedSecurity), (options.EffectivePort, options.EffectiveSecurity));
    }
}
