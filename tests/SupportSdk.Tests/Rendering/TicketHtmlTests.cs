using System.Net;
using System.Text.RegularExpressions;
using SupportSdk.Rendering;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Rendering;

public sealed partial class TicketHtmlTests
{
    private static readonly Dictionary<string, string> Hostile = new()
    {
        ["script"] = "<script>alert(1)</script>",
        ["attribute"] = "\" onmouseover=\"alert(1)\" x=\"",
        ["single quote"] = "' onmouseover='alert(1)'",
        ["entity"] = "&lt;b&gt; &amp; &#60;",
        ["end of part"] = "</pre></td></table></body></html><!-- ",
        ["cdata"] = "]]><![CDATA[<b>",
        ["latin and beyond"] = "\u00e4\u00a0\u00ff \u6f22 \ud83d\ude00",
    };

    public static TheoryData<string> Names => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Html_HostileTextInEveryField_IsTextAndNothingElse(string name)
    {
        var hostile = Render(place => $"{place} {Hostile[name]}");
        var plain = Render(place => place);

        Assert.Equal(Tags(plain), Tags(hostile));
        var shown = WebUtility.HtmlDecode(Tag().Replace(hostile, "\n"));
        var fields = Field().Matches(WebUtility.HtmlDecode(Tag().Replace(plain, "\n"))).Select(m => m.Value).Distinct().ToArray();
        Assert.True(fields.Length > 20, $"only {fields.Length} fields are shown");
        Assert.All(fields, field => Assert.Contains($"{field} {Hostile[name]}", shown, StringComparison.Ordinal));
    }

    [Fact]
    public void Html_LoneSurrogates_AreReplaced()
    {
        var html = Render(place => place + "\ud800 \udfff");

        Assert.DoesNotContain(html, char.IsSurrogate);
        Assert.Contains("\ufffd", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_FetchesNothingAndRunsNothing()
    {
        var html = Render(place => place);

        Assert.DoesNotMatch("(?i)<(script|img|link|iframe|object|embed|form|input|base|meta (?!charset))|\\ssrc=|url\\(|javascript:|\\son[a-z]+=", html);
        Assert.StartsWith("<!doctype html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_ExecutionLinks_AreLinksAndOtherAddressesAreText()
    {
        var other = SomeTicket.Full.ConsoleErrors[0] with { Message = "https://elsewhere.example/phish" };

        var html = SomeTicket.Freeze(SomeTicket.Full with { ConsoleErrors = [other] }).Message.Html;

        Assert.Equal([SomeTicket.Full.Executions[0].Url.AbsoluteUri], Link().Matches(html).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void Html_AndText_TellTheSame()
    {
        var ticket = SomeTicket.Full with { Redactions = [new Filler(place => place).Make<RedactionNote>()] };
        var message = SomeTicket.Freeze(ticket).Message;
        var shown = WebUtility.HtmlDecode(Tag().Replace(message.Html, "\n")).Split('\n', StringSplitOptions.TrimEntries).ToHashSet();

        var values = message.Text.Split('\n').Where(line => line.StartsWith("   ", StringComparison.Ordinal)).Select(line => line.Trim())
            .Select(line => Fact().Replace(line, "")).ToArray();

        // An exception's time stands in the text alone: its line there is one of a list.
        Assert.Equal([], values.Select(v => v.Replace(" [2026-11-23 20:00:00 UTC]", "", StringComparison.Ordinal)).Where(v => !shown.Contains(v) && !shown.Contains(v + " [2026-11-23 20:00:00 UTC]")));
    }

    private static string Render(Func<string, string> text)
    {
        var filler = new Filler(text);
        var ticket = filler.Make<ResolvedTicket>() with { Executions = SomeTicket.Full.Executions };
        var decisions = filler.Make<TicketDecisions>();
        return TicketRenderer.Freeze(ticket with { Id = SomeTicket.Bare.Id }, decisions with { Items = SomeTicket.Decisions(ticket).Items }, int.MaxValue).Message.Html;
    }

    private static string[] Tags(string html) => [.. Tag().Matches(html).Select(m => m.Value)];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<a href=\"([^\"]*)\">")]
    private static partial Regex Link();

    [GeneratedRegex(@"(ResolvedTicket|TicketDecisions)(\.[A-Za-z]+)+")]
    private static partial Regex Field();

    [GeneratedRegex("^(Reference|Priority|Response by|Impact|Level|Submitted|Status page|Contact) {2,}")]
    private static partial Regex Fact();
}
