using System.Globalization;

namespace SupportSdk.Tests.Rendering;

public sealed class TicketTextTests
{
    private const string Full =
        """
        Orders do not sync

        WHAT SUPPORT ASKS FOR
        1. When it happened
           2026-11-23 20:55:00 +01:00 (2026-11-23 19:55:00 UTC)
        2. Links to workflow executions
           https://dashboard.useparagon.com/connect/projects/11111111-1111-1111-1111-111111111111/history/workflows/22222222-2222-2222-2222-222222222222/executions/33333333-3333-3333-3333-333333333333
        3. Errors in the browser console
           error x3: x is undefined (https://app.example/a.js:7:9) [2026-11-23 20:00:00 UTC]
        4. Errors in API requests
           POST https://actionkit.useparagon.com/projects/p/actions -> 500, code 41070, request id req-1, trace id 0af7651916cd43dd8448eb211c80319c, a third party's error behind Paragon: INVALID_SESSION_ID [2026-11-23 20:00:00 UTC]
           GET https://api.useparagon.com/x -> no response, code Timeout [2026-11-23 20:00:00 UTC]
        5. User ID of the Paragon User Token
           user-1
           user-2

        TICKET
           Reference    lusab-babad-gutih
           Priority     Normal requested: issues impact a single end user
           Response by  Tue 2026-11-24 16:00 -08:00 Pacific (12 business hours)
           Impact       SingleUser in Production, a workaround is known
           Level        Pro, project 38b1f170-0c43-4eae-9a04-ab85325d99f7
           Submitted    2026-11-23 20:00:00 UTC
           Status page  no known incident
           Contact      Dana Field <dana@customer.example>

        DESCRIPTION
           Since this morning.
           We expect an order.

        EXCEPTIONS
           System.InvalidOperationException: It broke [2026-11-23 20:00:00 UTC]
              at A()
              at B()
             System.IO.IOException: disk [2026-11-23 20:00:00 UTC]

        RESPONSES OF FAILED REQUESTS
           POST https://actionkit.useparagon.com/projects/p/actions:
           {"code":"41070"}

        TIMELINE
           19:59:57.000  Warning App.Orders: retrying
             once (T)
           19:59:58.000  GET https://api.useparagon.com/x -> Timeout in 1500 ms, attempt 2

        SURROUNDINGS
           Runtime: .NET 10.0.12
           Time zone: (no answer within 0.5 s)

        OPEN INCIDENTS ON THE STATUS PAGE
           Elevated errors (investigating, ActionKit, API) https://status.example/i1

        ATTACHED FILES
           trace.txt (text/plain, 1,234 bytes)

        SEEN BUT NOT KEPT
           scope-full: 2
        """;

    [Fact]
    public void Text_EverythingGiven_StandsInTheSeedsOrder() => Assert.Equal(Full.ReplaceLineEndings("\n") + "\n\n", SomeTicket.Freeze(SomeTicket.Full).Message.Text);

    [Fact]
    public void Text_NothingGiven_SaysOfEachItemWhyAndHow()
    {
        var asked = Asked(SomeTicket.Freeze(SomeTicket.Bare).Message.Text);

        Assert.Equal(5, asked.Length);
        Assert.Equal(
            ["1. When it happened", "2. Links to workflow executions", "3. Errors in the browser console", "4. Errors in API requests", "5. User ID of the Paragon User Token"],
            asked.Select(item => item.Title));
        Assert.All(asked, item => Assert.StartsWith("   not collected: ", Assert.Single(item.Values), StringComparison.Ordinal));
        Assert.Contains("Set SupportTicket.OccurredAt", asked[0].Values[0], StringComparison.Ordinal);
        Assert.Contains("CaptureHttpClients()", asked[1].Values[0], StringComparison.Ordinal);
        Assert.Contains("AddConsoleError", asked[2].Values[0], StringComparison.Ordinal);
        Assert.Contains("DiagnosticsHandler", asked[3].Values[0], StringComparison.Ordinal);
        Assert.Contains("SetUserToken", asked[4].Values[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_CollectorsSawNothingAndNoUserIsAffected_SaysSo()
    {
        var asked = Asked(SomeTicket.Freeze(SomeTicket.Bare with { Collectors = DiagnosticCollectors.Http | DiagnosticCollectors.BrowserConsole, AffectsEndUser = false }).Message.Text);

        Assert.Equal(["   none seen", "   none seen", "   none seen", "   does not apply: no end user is affected"], asked[1..].Select(item => Assert.Single(item.Values)));
    }

    [Fact]
    public void Text_ValuesOfSeveralLines_CannotPassForAnItemOrAHeading()
    {
        const string Forged = "boom\r\n5. User ID of the Paragon User Token\r   user-forged\u0085\u2028\n\nTICKET\n   Reference    other";
        var ticket = SomeTicket.Full with
        {
            Description = Forged,
            ApiErrors = [SomeTicket.Full.ApiErrors[0] with { Message = Forged, BodyExcerpt = Forged }],
            ConsoleErrors = [SomeTicket.Full.ConsoleErrors[0] with { Message = Forged, Stack = Forged }],
            Exceptions = [SomeTicket.Full.Exceptions[0] with { Message = Forged, StackTrace = Forged }],
            Logs = [SomeTicket.Full.Logs[0] with { Message = Forged }],
        };

        var text = SomeTicket.Freeze(ticket).Message.Text;

        Assert.Equal(5, Asked(text).Length);
        Assert.Equal(["   user-1", "   user-2"], Asked(text)[4].Values);
        var lines = text.Split('\n');
        Assert.Single(lines, "TICKET");
        Assert.Single(lines, line => line.StartsWith("5. ", StringComparison.Ordinal));
        Assert.Single(lines[..Array.IndexOf(lines, "DESCRIPTION")], line => line.StartsWith("   Reference", StringComparison.Ordinal));
        Assert.DoesNotContain(text, c => c is '\r' or '\u0085' or '\u2028');
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    public void Message_InAnyCulture_HasTheSameBytes(string culture)
    {
        var expected = SomeTicket.Freeze(SomeTicket.Full);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            var there = SomeTicket.Freeze(SomeTicket.Full);

            Assert.Equal(expected.Message.Text, there.Message.Text);
            Assert.Equal(expected.Message.Html, there.Message.Html);
            Assert.Equal(expected.Sha256, there.Sha256);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Message_LineEndsOfAnySystem_AreLineFeeds()
    {
        var windows = SomeTicket.Full with
        {
            Description = "a\r\nb",
            Exceptions = [SomeTicket.Full.Exceptions[0] with { StackTrace = "   at A()\r\n   at B()" }],
            ApiErrors = [SomeTicket.Full.ApiErrors[0] with { BodyExcerpt = "a\r\nb" }],
        };

        var message = SomeTicket.Freeze(windows).Message;

        Assert.DoesNotContain('\r', message.Text);
        Assert.DoesNotContain('\r', message.Html);
        Assert.DoesNotContain((byte)'\r', message.Json.ToArray());
    }

    [Fact]
    public void Text_DeepStack_NamesWhereTheRestIs()
    {
        var deep = SomeTicket.Full.Exceptions[0] with { StackTrace = string.Join('\n', Enumerable.Range(0, 50).Select(i => $"   at F{i}()")) };

        var text = SomeTicket.Freeze(SomeTicket.Full with { Exceptions = [deep] }).Message.Text;

        Assert.Contains("at F29()\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("at F30()", text, StringComparison.Ordinal);
        Assert.Contains("(20 more frames in diagnostics.json)", text, StringComparison.Ordinal);
    }

    private static (string Title, string[] Values)[] Asked(string text)
    {
        var lines = text.Split('\n').SkipWhile(line => line != "WHAT SUPPORT ASKS FOR").Skip(1).TakeWhile(line => line.Length > 0).ToArray();
        return [.. lines.Index().Where(line => char.IsDigit(line.Item[0])).Select(title => (title.Item, lines.Skip(title.Index + 1).TakeWhile(l => l[0] == ' ').ToArray()))];
    }
}
