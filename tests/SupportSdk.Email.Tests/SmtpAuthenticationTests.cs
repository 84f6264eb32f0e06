using SupportSdk.Channels;
using SupportSdk.Email.Tests.Real;
using static SupportSdk.Email.Tests.SmtpSessionTests;

namespace SupportSdk.Email.Tests;

public sealed class SmtpAuthenticationTests
{
    private const string User = "app@customer.example";
    private const string Password = "pässword-8f3k";
    private const string Token = "ya29.token-5521";

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task SendAsync_RightPassword_Delivers(string mechanism)
    {
        await using var server = await MailServer.StartAsync(Wants(mechanism));

        var result = await SendAsync(server.Options(o => (o.UserName, o.Password) = (User, Password)));

        Assert.Equal((ChannelResultKind.Delivered, null), (result.Kind, result.Reason));
        Assert.True(server.Envelope().GetProperty("auth").GetBoolean());
    }

    [Fact]
    public async Task SendAsync_WrongPassword_NeedsAttentionWithoutThePassword()
    {
        await using var server = await MailServer.StartAsync(Wants("PLAIN"));

        var result = await SendAsync(server.Options(o => (o.UserName, o.Password) = (User, "wrong-7712")));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("refused the account in Email.UserName: 535", result.Reason);
        Assert.DoesNotContain("wrong-7712", result.Reason);
    }

    [Fact]
    public async Task SendAsync_ServerEchoesSecrets_TheyAreMasked()
    {
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{User}\0{Password}"));
        await using var server = await MailServer.StartAsync(Wants("PLAIN") with { Fail = new Dictionary<string, string> { ["AUTH"] = $"535 5.7.8 no: {Password} {encoded}" } });

        var result = await SendAsync(server.Options(o => (o.UserName, o.Password) = (User, Password)));

        Assert.Contains("5.7.8 no: *** ***", result.Reason);
    }

    [Fact]
    public async Task SendAsync_AuthenticationTemporarilyDown_TriesAgain()
    {
        await using var server = await MailServer.StartAsync(Wants("PLAIN") with { Fail = new Dictionary<string, string> { ["AUTH"] = "454 4.7.0 Temporary failure" } });

        var result = await SendAsync(server.Options(o => (o.UserName, o.Password) = (User, Password)));

        Assert.Equal(ChannelResultKind.TryAgain, result.Kind);
        Assert.Contains("454", result.Reason);
    }

    [Fact]
    public async Task SendAsync_NoAccountWhereOneIsWanted_NeedsAttention()
    {
        await using var server = await MailServer.StartAsync(Wants("PLAIN"));

        var result = await SendAsync(server.Options());

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("set Email.UserName", result.Reason);
    }

    [Fact]
    public async Task SendAsync_AccountWhereNoneIsWanted_NeedsAttention()
    {
        await using var server = await MailServer.StartAsync();

        var result = await SendAsync(server.Options(o => (o.UserName, o.Password) = (User, Password)));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.Contains("offers no way to authenticate", result.Reason);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task SendAsync_OAuthToken_IsAskedForOncePerConnection()
    {
        await using var server = await MailServer.StartAsync(Wants("XOAUTH2"));
        var asked = 0;
        var options = server.Options(o => (o.UserName, o.OAuthToken) = (User, _ => ValueTask.FromResult(++asked > 0 ? Token : "")));

        Assert.Equal(ChannelResultKind.Delivered, (await SendAsync(options)).Kind);
        Assert.Equal(ChannelResultKind.Delivered, (await SendAsync(options)).Kind);

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task SendAsync_WrongOAuthToken_NeedsAttentionWithoutTheToken()
    {
        await using var server = await MailServer.StartAsync(Wants("XOAUTH2"));

        var result = await SendAsync(server.Options(o => (o.UserName, o.OAuthToken) = (User, _ => ValueTask.FromResult("expired-9921"))));

        Assert.Equal(ChannelResultKind.NeedsAttention, result.Kind);
        Assert.DoesNotContain("expired-9921", result.Reason);
    }

    [Fact]
    public async Task SendAsync_OAuthCallbackThrows_TriesAgainWithoutItsMessage()
    {
        await using var server = await MailServer.StartAsync(Wants("XOAUTH2"));

        var result = await SendAsync(server.Options(o => (o.UserName, o.OAuthToken) = (User, _ => throw new InvalidOperationException("client_secret=hush"))));

        Assert.Equal((ChannelResultKind.TryAgain, "Email.OAuthToken failed with InvalidOperationException."), (result.Kind, result.Reason));
    }

    [Fact]
    public async Task SendAsync_OAuthCallbackGivesNothing_NeedsAttention()
    {
        await using var server = await MailServer.StartAsync(Wants("XOAUTH2"));

        Assert.Equal(ChannelResultKind.NeedsAttention, (await SendAsync(server.Options(o => (o.UserName, o.OAuthToken) = (User, _ => ValueTask.FromResult(" "))))).Kind);
    }

    private static ServerSettings Wants(string mechanism) => new() { User = User, Password = Password, Token = Token, Mechanisms = [mechanism] };
}
