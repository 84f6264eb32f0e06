using System.Text;
using SupportSdk.Email.Tests.Real;

namespace SupportSdk.Email.Tests;

public sealed class TicketMailTests
{
    private static readonly string[] Usual = ["From", "Date", "Subject", "Message-Id", "Reply-To", "To", "Importance", "X-Priority", "MIME-Version", "Content-Type"];

    [Fact]
    public void Create_AnyTicket_HasTheseHeadersOnly()
    {
        var mail = Parse(Some.Ticket());

        Assert.Equal(Usual.Order(), mail.Headers.Select(header => header.Key).Order());
        Assert.All(mail.Headers, header => Assert.Single(header));
        Assert.Equal("<lusab-babad-gutih@customer.example>", mail.Headers["Message-Id"].Single());
        Assert.Equal("Mon, 23 Nov 2026 14:05:09 -0800", mail.Headers["Date"].Single());
        Assert.Equal("Dana Field <dana@customer.example>", mail.Headers["Reply-To"].Single());
        Assert.Equal("support@useparagon.com", mail.Headers["To"].Single());
        Assert.Equal(Some.Ticket().Subject, mail.Headers["Subject"].Single());
    }

    [Theory]
    [InlineData(TicketPriority.Urgent, "high 1")]
    [InlineData(TicketPriority.High, "high 1")]
    [InlineData(TicketPriority.Normal, "")]
    [InlineData(TicketPriority.Low, "")]
    public void Create_Priority_IsImportanceForUrgentAndHighOnly(TicketPriority priority, string expected)
    {
        var mail = Parse(Some.Ticket() with { Priority = priority });

        Assert.Equal(expected, string.Join(' ', mail.Headers["Importance"].Concat(mail.Headers["X-Priority"])));
    }

    [Fact]
    public void Create_MachineSent_AddsAutoSubmitted() =>
        Assert.Equal("auto-generated", Parse(Some.Ticket(), Some.Options(o => o.MachineSent = true)).Headers["Auto-Submitted"].Single());

    [Fact]
    public void Create_Twice_GivesTheSameBytes()
    {
        var ticket = Some.Ticket() with { Attachments = [Some.Attachment("a.txt", 500), Some.Attachment("ü.txt", 0)] };

        Assert.Equal(Some.Mail(ticket), Some.Mail(ticket with { }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a\nb\r\nc\rd")]
    [InlineData("  trailing  \t\r\n \r\n\r\n")]
    [InlineData("From here\n.\n..\n--=_mixed_lusab-babad-gutih--\n")]
    [InlineData("漢字 😀 \u202E \u2028 =3D =\n")]
    public void Create_AnyText_DecodesToTheSameBytes(string text)
    {
        var mail = Parse(Some.Ticket() with { Text = text, Html = text + "h", Json = Encoding.UTF8.GetBytes(text + "j") });

        Assert.Equal([ParsedMail.Sha256(text), ParsedMail.Sha256(text + "h"), ParsedMail.Sha256(text + "j")], mail.Leaves.Select(part => part.Sha256));
        Assert.Equal((0, 0), (mail.Defects, mail.BareLineFeeds));
        Assert.InRange(mail.LongestLine, 1, 78);
    }

    [Theory]
    [InlineData("Hello\r\nBcc: thief@evil.example")]
    [InlineData("Hello\nBcc: thief@evil.example")]
    [InlineData("Hello\r\n\r\nBcc: thief@evil.example")]
    [InlineData("Hello\u2028Bcc: thief@evil.example\u0085\0")]
    public void Create_LineBreaksAnywhere_InjectNoHeader(string text)
    {
        var attachment = new TicketAttachment(text, "text/plain; name=" + text, "x"u8.ToArray());
        var ticket = Some.Ticket() with { Subject = text, Contact = new TicketContact(text, "dana@customer.example"), Attachments = [attachment] };

        var mail = Parse(ticket, Some.Options(o => o.FromName = text));

        Assert.Equal(Usual.Order(), mail.Headers.Select(header => header.Key).Order());
        Assert.Equal("Hello Bcc: thief@evil.example", mail.Headers["Subject"].Single());
        Assert.Equal("\"Hello Bcc: thief@evil.example\" <dana@customer.example>", mail.Headers["Reply-To"].Single());
        Assert.Equal("Hello Bcc_ thief@evil.example", mail.Leaves.Last().FileName);
        Assert.Equal(0, mail.Defects);
    }

    [Theory]
    [InlineData("dana@customer.example\r\nBcc: thief@evil.example")]
    [InlineData("not an address")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("")]
    public void Create_BadContactAddress_LeavesReplyToOut(string address) =>
        Assert.Empty(Parse(Some.Ticket() with { Contact = new TicketContact("Dana", address) }).Headers["Reply-To"]);

    [Fact]
    public void Create_SurrogatesAndMarks_AreHarmless()
    {
        var ticket = Some.Ticket() with
        {
            Subject = "a\uD800b\u202Ec\uDC00",
            Contact = new TicketContact("\u202Egnp.exe\uDFFF", "dana@customer.example"),
            Attachments = [new TicketAttachment("photo\u202Egnp.exe", "image/png", default)],
        };

        var mail = Parse(ticket);

        Assert.Equal("a\uFFFDbc\uFFFD", mail.Headers["Subject"].Single());
        Assert.Equal("photognp.exe", mail.Leaves.Last().FileName);
        Assert.Contains("dana@customer.example", mail.Headers["Reply-To"].Single());
        Assert.Equal(0, mail.Defects);
    }

    [Theory]
    [InlineData("image/png", "image/png")]
    [InlineData("TEXT/CSV; charset=utf-8; name=x", "text/csv")]
    [InlineData("multipart/mixed; boundary=x", "application/octet-stream")]
    [InlineData("message/rfc822", "application/octet-stream")]
    [InlineData("image/png\r\nX-Evil: 1", "application/octet-stream")]
    [InlineData("nonsense", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    public void Create_ContentType_IsKeptWhereItIsOne(string given, string expected) =>
        Assert.Equal(expected, Parse(Some.Ticket() with { Attachments = [new TicketAttachment("a", given, "x"u8.ToArray())] }).Leaves.Last().Type);

    [Theory]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("C:\\temp\\a.txt", "C__temp_a.txt")]
    [InlineData("...", "attachment-1")]
    [InlineData("", "attachment-1")]
    [InlineData("diagnostics.json", "attachment-diagnostics.json")]
    [InlineData("what-was-cut.txt", "attachment-what-was-cut.txt")]
    [InlineData("漢字 😀.txt", "漢字 😀.txt")]
    public void Create_FileName_IsAPlainOne(string given, string expected) =>
        Assert.Equal(expected, Parse(Some.Ticket() with { Attachments = [Some.Attachment(given, 1)] }).Leaves.Last().FileName);

    [Fact]
    public void MessageId_InternationalDomain_IsAscii() =>
        Assert.Equal("lusab-babad-gutih@xn--bcher-kva.example", new TicketMail(Some.Options(o => o.From = "app@bücher.example")).MessageId(Some.Ticket()));

    private static ParsedMail Parse(TicketMessage ticket, EmailOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["mail.eml"], Some.Mail(ticket, options));
        return ParsedMail.Read(folder["mail.eml"]);
    }
}
