namespace SupportSdk.Email.Tests.Faults;

/// <summary>The table of docs/email.md that says what each fault comes to: the tests take their rows from it.</summary>
internal static class FaultTable
{
    public const string NotThere = "–";

    private static readonly Dictionary<string, SmtpStep> Steps = new()
    {
        ["greeting"] = SmtpStep.Banner,
        ["`EHLO`"] = SmtpStep.Ehlo,
        ["`STARTTLS`"] = SmtpStep.StartTls,
        ["TLS handshake"] = SmtpStep.TlsHandshake,
        ["`AUTH`"] = SmtpStep.Auth,
        ["user name"] = SmtpStep.AuthUser,
        ["password"] = SmtpStep.AuthPassword,
        ["`MAIL`"] = SmtpStep.Mail,
        ["`RCPT`"] = SmtpStep.Rcpt,
        ["`DATA`"] = SmtpStep.Data,
        ["amid the mail"] = SmtpStep.Body,
        ["end of the mail"] = SmtpStep.Dot,
        ["`QUIT`"] = SmtpStep.Quit,
    };

    private static readonly Dictionary<string, SmtpFault> Faults = new()
    {
        ["closes"] = SmtpFault.Cut,
        ["resets"] = SmtpFault.Reset,
        ["silent"] = SmtpFault.Stall,
        ["drips"] = SmtpFault.Drip,
        ["half a code"] = SmtpFault.Half,
        ["4xx"] = SmtpFault.RefuseForNow,
        ["5xx"] = SmtpFault.RefuseForGood,
        ["5xx, silent"] = SmtpFault.RefuseThenStall,
        ["wrong code"] = SmtpFault.WrongCode,
        ["garbage"] = SmtpFault.Garbage,
        ["endless"] = SmtpFault.Huge,
        ["many lines"] = SmtpFault.ManyLines,
        ["twice"] = SmtpFault.Twice,
    };

    public static IReadOnlyList<FaultRow> Rows { get; } = Read();

    private static List<FaultRow> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "email.md"))
            .SkipWhile(line => !line.StartsWith("## What each fault comes to", StringComparison.Ordinal))
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
        var faults = lines[0].Skip(1).Select(name => Faults[name]).ToList();
        return [.. lines.Skip(2).SelectMany(cells => cells.Skip(1).Select((cell, i) => new FaultRow(Steps[cells[0]], faults[i], cell)))];
    }

    private static List<string> Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}

/// <summary>One cell: what this fault at this step comes to.</summary>
internal sealed record FaultRow(SmtpStep Step, SmtpFault Fault, string Outcome);
