using Microsoft.Extensions.Options;

namespace SupportSdk.Email.Tests;

public sealed class EmailChannelTests
{
    private static readonly EmailChannel Channel = new(Options.Create(Some.Options()), TimeProvider.System);

    [Fact]
    public void Channel_IsEmail() => Assert.Equal(SupportChannel.Email, Channel.Channel);

    [Fact]
    public void MaxBytes_OfTheDefault_IsTheStatedFormula() => Assert.Equal((5_242_880 - 16_384) / 74 * 54, Channel.MaxBytes);

    [Fact]
    public void CreateRemoteId_IsTheTicketAtTheSendersDomain_EveryTime()
    {
        Assert.Equal("lusab-babad-gutih@customer.example", Channel.CreateRemoteId(Some.Ticket()));
        Assert.Equal(Channel.CreateRemoteId(Some.Ticket()), Channel.CreateRemoteId(Some.Ticket() with { Text = "other" }));
    }

    [Fact]
    public async Task SendAsync_StoredRemoteId_IsTheOneUsed()
    {
        using var folder = new Real.TemporaryFolder();
        var channel = new EmailChannel(Options.Create(Some.Options(o => (o.Host, o.PickupDirectory) = (null, folder.Path))), TimeProvider.System);

        var result = await channel.SendAsync(Some.Ticket(), "stored@before.example", TestContext.Current.CancellationToken);

        Assert.Equal("stored@before.example", result.RemoteId);
        Assert.Contains("Message-Id: <stored@before.example>", await File.ReadAllTextAsync(folder["lusab-babad-gutih.eml"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SendAsync_CancelledBefore_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Channel.SendAsync(Some.Ticket(), null, new CancellationToken(canceled: true)));
}
