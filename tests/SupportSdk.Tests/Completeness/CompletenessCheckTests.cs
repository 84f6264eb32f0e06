using System.Reflection;
using SupportSdk.Completeness;

namespace SupportSdk.Tests.Completeness;

public sealed class CompletenessCheckTests
{
    private static readonly ResolvedTicket Bare = new() { Id = TicketId.Create(), SubmittedAt = DateTimeOffset.UnixEpoch, Summary = "s", AffectsEndUser = true };

    [Fact]
    public void Manifest_AndTheAttributesOnTheTicket_SayTheSame()
    {
        var attributes = typeof(SupportTicket).GetProperties()
            .Select(p => (p.Name, Attribute: p.GetCustomAttribute<RequiredDiagnosticAttribute>()))
            .Where(p => p.Attribute is not null)
            .SelectMany(p => Enum.GetValues<Diagnostic>().Where(d => d != Diagnostic.None && p.Attribute!.Diagnostic.HasFlag(d)).Select(d => (p.Name, Diagnostic: d, p.Attribute!.When)));
        var manifest = DiagnosticManifest.Requirements.SelectMany(r => r.Properties.Select(p => (Name: p, r.Diagnostic, r.When)));

        Assert.Equal(manifest.OrderBy(x => (x.Name, x.Diagnostic)), attributes.OrderBy(x => (x.Name, x.Diagnostic)));
        Assert.Equal(Diagnostic.OccurredAt | Diagnostic.Evidence, typeof(SupportTicket).GetMethod(nameof(SupportTicket.FromException))!.GetCustomAttribute<ProvidesDiagnosticsAttribute>()!.Diagnostics);
        Assert.All(
            new[] { nameof(SupportClient.SubmitAsync), nameof(SupportClient.PrepareAsync) },
            name => Assert.NotNull(typeof(SupportClient).GetMethod(name)!.GetParameters()[0].GetCustomAttribute<SubmitsAttribute>()));
    }

    [Fact]
    public void Missing_EveryCombination_NamesWhatIsUnmet()
    {
        for (var given = 0; given < 16; given++)
        {
            var ticket = Bare with
            {
                OccurredAt = (given & 1) != 0 ? DateTimeOffset.UnixEpoch : null,
                Exceptions = (given & 2) != 0 ? [new ExceptionDetails { Type = "T", Message = "m", OccurredAt = DateTimeOffset.UnixEpoch }] : [],
                UserIds = (given & 4) != 0 ? ["u"] : [],
                AffectsEndUser = (given & 8) == 0,
            };
            var expected = new List<Diagnostic>();
            if ((given & 1) == 0) expected.Add(Diagnostic.OccurredAt);
            if ((given & 2) == 0) expected.Add(Diagnostic.Evidence);
            if ((given & 4) == 0 && (given & 8) == 0) expected.Add(Diagnostic.UserId);

            Assert.Equal(expected, CompletenessCheck.Missing(ticket).Select(m => m.Diagnostic));
        }
    }

    [Fact]
    public void Items_OfABareTicket_SayWhyAndHow()
    {
        var items = CompletenessCheck.Items(Bare);

        Assert.Equal([1, 2, 3, 4, 5], items.Select(i => i.Number));
        Assert.All(items, i => Assert.Equal(DiagnosticItemState.NotCollected, i.State));
        Assert.All(items, i => Assert.NotEmpty(i.Explanation));
    }

    [Fact]
    public void Items_WithCollectorsAndNothingSeen_SayNoneSeen()
    {
        var items = CompletenessCheck.Items(Bare with { Collectors = DiagnosticCollectors.Http | DiagnosticCollectors.BrowserConsole, AffectsEndUser = false });

        Assert.Equal(
            [DiagnosticItemState.NotCollected, DiagnosticItemState.NoneSeen, DiagnosticItemState.NoneSeen, DiagnosticItemState.NoneSeen, DiagnosticItemState.DoesNotApply],
            items.Select(i => i.State));
    }

    [Fact]
    public void Manifest_EveryRequirement_SaysWhyHowAndItsRule() => Assert.All(DiagnosticManifest.Requirements, r =>
    {
        Assert.EndsWith(".", r.Why, StringComparison.Ordinal);
        Assert.EndsWith(".", r.HowToSupply, StringComparison.Ordinal);
        Assert.Matches("^SUP1[0-9]{3}$", r.RuleId);
    });
}
