using SupportSdk.Outbox;

namespace SupportSdk.Tests.Outbox;

public sealed class DeliveryTransitionsTests
{
    [Fact]
    public void All_TableOfThePage_IsTheTableOfTheCode()
    {
        var rows = File.ReadAllLines(Page("delivery.md")).SkipWhile(line => !line.StartsWith("| from |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(DeliveryTransitions.All.Select(Row), rows);
    }

    [Fact]
    public void All_PictureOfThePage_NamesEveryStateAndEvent()
    {
        var picture = File.ReadAllText(Page("delivery.svg"));

        Assert.All(Enum.GetNames<DeliveryState>().Select(Words), state => Assert.Contains($">{state}<", picture, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<DeliveryEvent>().Select(Words), happened => Assert.Contains(happened, picture, StringComparison.Ordinal));
    }

    [Fact]
    public void All_StateAndEvent_LeadToOneState() =>
        Assert.Equal(DeliveryTransitions.All.Count, DeliveryTransitions.All.Select(row => (row.From, row.Event)).Distinct().Count());

    [Fact]
    public void All_EveryState_IsReached() =>
        Assert.Equal(Enum.GetValues<DeliveryState>(), DeliveryTransitions.All.Select(row => row.To).Distinct().Order());

    [Fact]
    public void All_DeliveredAlone_IsFinal() =>
        Assert.Equal([DeliveryState.Delivered], Enum.GetValues<DeliveryState>().Where(state => DeliveryTransitions.All.All(row => row.From != state)));

    [Fact]
    public void Before_WhatAnAttemptCameTo_IsSendingAlone() => Assert.All(
        [DeliveryEvent.Deferred, DeliveryEvent.AnswerLost, DeliveryEvent.AttentionNeeded, DeliveryEvent.OwnerDied, DeliveryEvent.OwnerDiedAgain],
        happened => Assert.Equal([DeliveryState.Sending], DeliveryTransitions.Before(happened)));

    [Fact]
    public void StartOf_StateInWhichNoTicketBegins_Throws()
    {
        Assert.Equal(DeliveryEvent.IncidentMatched, DeliveryTransitions.StartOf(DeliveryState.Held));
        Assert.Throws<ArgumentException>(() => DeliveryTransitions.StartOf(DeliveryState.Delivered));
    }

    private static string Row(DeliveryTransition row) => $"| {(row.From is { } from ? Words($"{from}") : "(new)")} | {Words($"{row.Event}")} | {Words($"{row.To}")} | {row.Committed} |";

    private static string Words(string name) => string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")).ToLowerInvariant();

    private static string Page(string name) => Path.Combine(AppContext.BaseDirectory, "docs", name);
}
