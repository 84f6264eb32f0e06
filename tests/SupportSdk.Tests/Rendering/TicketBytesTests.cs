using System.Text.Json;
using SupportSdk.Rendering;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Rendering;

public sealed class TicketBytesTests
{
    private const string AllScripts = "plain <b>\"quoted\"</b> & \\ / \u00e4\u6f22\u5b57\ud83d\ude00 \u2028 \n\t end";

    private readonly Filler _filler = new(place => $"{place} {AllScripts}");

    [Fact]
    public void Resolved_EveryPropertySet_SurvivesTheOutbox()
    {
        var ticket = _filler.Make<ResolvedTicket>();
        Assert.Empty(ValueWalk.Unset(ticket));

        Assert.Empty(ValueWalk.Differences(ticket, TicketBytes.ReadResolved(TicketBytes.Write(ticket))));
    }

    [Fact]
    public void Frozen_EveryPropertySet_SurvivesTheOutbox()
    {
        var ticket = _filler.Make<FrozenTicket>();
        Assert.Empty(ValueWalk.Unset(ticket));

        Assert.Empty(ValueWalk.Differences(ticket, TicketBytes.ReadFrozen(TicketBytes.Write(ticket))));
    }

    [Fact]
    public void Differences_OnePropertyLost_IsFound()
    {
        var ticket = _filler.Make<ResolvedTicket>();

        Assert.Equal(".DuplicateKey", Assert.Single(ValueWalk.Differences(ticket, ticket with { DuplicateKey = null })).Split(':')[0]);
        Assert.Equal(".ApiErrors[1].Duration", Assert.Single(ValueWalk.Differences(ticket, ticket with { ApiErrors = [ticket.ApiErrors[0], ticket.ApiErrors[1] with { Duration = null }] })).Split(':')[0]);
        Assert.Equal([".Description"], ValueWalk.Unset(ticket with { Description = null }));
    }

    [Fact]
    public void Resolved_NothingButTheRequired_SurvivesTheOutbox()
    {
        var ticket = new ResolvedTicket { Id = TicketId.Create(), SubmittedAt = DateTimeOffset.MaxValue, Summary = "s" };

        Assert.Empty(ValueWalk.Differences(ticket, TicketBytes.ReadResolved(TicketBytes.Write(ticket))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"nobody\"}")]
    public void Read_NotATicket_Throws(string json)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(json);

        Assert.Throws<JsonException>(() => TicketBytes.ReadResolved(bytes));
        Assert.Throws<JsonException>(() => TicketBytes.ReadFrozen(bytes));
    }
}
