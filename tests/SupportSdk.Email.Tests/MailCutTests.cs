using System.Text;
using SupportSdk.Email.Tests.Real;

namespace SupportSdk.Email.Tests;

public sealed class MailCutTests
{
    private static readonly TicketMail Mails = new(Some.Options());

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(5 * 1024 * 1024)]
    [InlineData(25 * 1024 * 1024)]
    public void TicketBudget_TicketOfExactlyThatManyBytes_FitsTheMailUncut(int maxMessageBytes)
    {
        var budget = MailCut.TicketBudget(maxMessageBytes);
        var random = new Random(7);
        for (var attachments = 0; attachments <= 5; attachments++)
        {
            var ticket = Filled(budget, attachments, random);

            var fit = MailCut.Fit(Mails, ticket, Some.MessageId, maxMessageBytes);
            using var mail = fit.Mail;

            Assert.Null(fit.Cut.Note);
            Assert.InRange(mail!.Bytes().Length, (int)((maxMessageBytes - (16 * 1024)) * 0.99), maxMessageBytes);
        }
    }

    [Fact]
    public void Fit_LimitOfExactlyTheMail_CutsNothing_AndOneByteLessCuts()
    {
        var ticket = Some.Ticket() with { Attachments = [Some.Attachment("a.txt", 5_000)] };
        var whole = Some.Mail(ticket).Length;

        Assert.Null(MailCut.Fit(Mails, ticket, Some.MessageId, whole).Cut.Note);
        Assert.NotNull(MailCut.Fit(Mails, ticket, Some.MessageId, whole - 1).Cut.Note);
    }

    [Fact]
    public void Fit_SmallerAndSmaller_CutsInTheStatedOrderAndAlwaysFits()
    {
        var ticket = Some.Ticket() with
        {
            Text = new string('t', 2_000),
            Html = new string('h', 20_000),
            Json = new byte[20_000],
            Attachments = [Some.Attachment("small", 9_000), Some.Attachment("large", 30_000), Some.Attachment("middle", 20_000)],
        };
        List<string> seen = [];
        for (var limit = Some.Mail(ticket).Length; limit > 0; limit -= 500)
        {
            var (mail, cut) = MailCut.Fit(Mails, ticket, Some.MessageId, limit);
            if (mail is null) break;
            Assert.True(mail.Bytes().Length <= limit);
            Assert.StartsWith("multipart/mixed", mail.Body!.ContentType.MimeType);
            var state = $"{string.Join('+', cut.Attachments.Order())} json:{cut.Diagnostics} html:{cut.Html}";
            if (seen.LastOrDefault() != state) seen.Add(state);
        }

        Assert.Equal([" json:False html:False", "1 json:False html:False", "1+2 json:False html:False", "0+1+2 json:False html:False",
            "0+1+2 json:True html:False", "0+1+2 json:True html:True"], seen);
    }

    [Fact]
    public void Fit_EverythingCut_TheTextAndTheListRemain()
    {
        var ticket = Some.Ticket() with { Html = new string('h', 9_000), Json = new byte[9_000], Attachments = [Some.Attachment("log\r\n.txt", 9_000)] };
        using var folder = new TemporaryFolder();
        var fit = MailCut.Fit(Mails, ticket, Some.MessageId, 4_000);
        File.WriteAllBytes(folder["m.eml"], fit.Mail!.Bytes());

        var mail = ParsedMail.Read(folder["m.eml"]);

        Assert.Equal("multipart/mixed(multipart/alternative(text/plain), text/plain)", mail.Root.Shape);
        Assert.Equal(ParsedMail.Sha256(ticket.Text), mail.Leaves.First().Sha256);
        const string Expected = "Left out of this mail, which may have 4,000 bytes:\r\n- attachment log .txt, 9,000 bytes\r\n- diagnostics.json, 9,000 bytes\r\n"
            + "- the HTML version, 9,000 bytes\r\nThe text of the ticket is complete. Ask the sender for the rest.\r\n";
        Assert.Equal(ParsedMail.Sha256(Expected), mail.Leaves.Last().Sha256);
        Assert.Equal("To keep the mail within 4,000 bytes it went without 1 attachment, diagnostics.json, the HTML; what-was-cut.txt in the mail lists it.", fit.Cut.Note);
    }

    [Fact]
    public void Fit_ThousandsOfAttachments_StaysWithinTheLimit()
    {
        var ticket = Some.Ticket() with { Attachments = [.. Enumerable.Range(0, 3_000).Select(i => Some.Attachment($"{i}.txt", 20))] };

        var (mail, cut) = MailCut.Fit(Mails, ticket, Some.MessageId, 64 * 1024);

        Assert.InRange(mail!.Bytes().Length, 40_000, 64 * 1024);
        Assert.Contains("attachments", cut.Note);
    }

    private static TicketMessage Filled(int bytes, int attachments, Random random)
    {
        var shares = Enumerable.Range(0, attachments + 3).Select(_ => random.NextDouble() + 0.01).ToArray();
        var sizes = Array.ConvertAll(shares, share => (int)(share / shares.Sum() * bytes));
        sizes[0] += bytes - sizes.Sum();
        var ticket = Some.Ticket() with
        {
            Subject = new string('漢', 300),
            Contact = new TicketContact(new string('漢', 300), "dana@customer.example"),
            Text = new string('t', sizes[0]),
            Html = new string('h', sizes[1]),
            Json = new byte[sizes[2]],
            Attachments = [.. sizes.Skip(3).Select(size => Some.Attachment(new string('漢', 300), size))],
        };
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(ticket.Text) + Encoding.UTF8.GetByteCount(ticket.Html) + ticket.Json.Length + ticket.Attachments.Sum(a => a.Content.Length));
        return ticket;
    }
}
