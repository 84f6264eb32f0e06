using System.Globalization;
using System.Net;
using SupportSdk;

namespace ConsoleApp;

/// <summary>What the command line says. Every option has a default that needs no server, no network and no settings.</summary>
internal sealed record Arguments
{
    public const string Usage =
        """
        A small integration job fails against a made-up Paragon on this machine, and a ticket goes out.

        usage: dotnet run --project samples/ConsoleApp [-- OPTION...]

          --level LEVEL       your support level: startup, pro (default) or enterprise
          --smtp HOST:PORT    send by SMTP instead of writing an .eml file: in clear text to this machine,
                              by TLS on port 465, by STARTTLS elsewhere
          --to ADDRESS        who gets that mail; required for a server that is not this machine,
                              because the ticket is made up and must not reach Paragon's support
          --status URL        ask this status page (Statuspage v2) instead of the made-up one
          --outbox PLACE      keep tickets in this SQLite file (default: support-outbox/support.db), or in
                              PostgreSQL: postgres://user:password@host:port/database, or Host=...;Database=...
          --crash             die by an unhandled exception; the next start without --crash sends the ticket
          --help              this text

        Mails are written to support-outbox in the current folder. Exit codes: 0 the ticket is on its way,
        1 it needs a person, 2 the command line or a setting is wrong, 130 cancelled by Ctrl+C.
        """;

    public SupportLevel Level { get; init; } = SupportLevel.Pro;

    public (string Host, int Port)? Smtp { get; init; }

    public string? To { get; init; }

    public Uri? Status { get; init; }

    public string PickupDirectory { get; } = Path.GetFullPath("support-outbox");

    public OutboxPlace Outbox { get; init; } = OutboxPlace.Default;

    public bool Crash { get; init; }

    public bool Help { get; init; }

    /// <exception cref="FormatException">Something is wrong; the message names the argument and the way out.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new Arguments();
        for (var i = 0; i < args.Count; i++)
        {
            string Value(string example) => ++i < args.Count && !args[i].StartsWith("--", StringComparison.Ordinal)
                ? args[i]
                : throw new FormatException($"{args[i - 1]} needs a value, for example: {args[i - 1]} {example}");
            parsed = args[i] switch
            {
                "--level" => parsed with { Level = LevelOf(Value("enterprise")) },
                "--smtp" => parsed with { Smtp = ServerOf(Value("localhost:2525")) },
                "--to" => parsed with { To = Value("you@customer.example") },
                "--status" => parsed with { Status = PageOf(Value("https://status.useparagon.com")) },
                "--outbox" => parsed with { Outbox = OutboxPlace.Parse(Value("tickets.db")) },
                "--crash" => parsed with { Crash = true },
                "--help" or "-h" => parsed with { Help = true },
                var other => throw new FormatException($"Unknown argument {other}: --help lists what there is."),
            };
        }

        return parsed.Smtp is not { } smtp || IsThisMachine(smtp.Host) || parsed.To is not null
            ? parsed
            : throw new FormatException($"--smtp {smtp.Host} would mail a made-up ticket to Paragon's support: name your own mailbox by --to.");
    }

    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static SupportLevel LevelOf(string text) =>
        Enum.GetValues<SupportLevel>().Where(l => l.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Cast<SupportLevel?>().FirstOrDefault()
        ?? throw new FormatException($"--level {text} is not a support level: use startup, pro or enterprise.");

    private static (string Host, int Port) ServerOf(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535
            ? (text[..colon].Trim('[', ']'), port)
            : throw new FormatException($"--smtp {text} is not host:port: write, for example, --smtp localhost:2525.");
    }

    private static Uri PageOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var page) && page.Scheme is "https" or "http"
        ? page
        : throw new FormatException($"--status {text} is not a web address: write, for example, --status https://status.useparagon.com.");
}
