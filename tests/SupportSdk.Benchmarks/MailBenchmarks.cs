using System.Globalization;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using SupportSdk.Channels;
using SupportSdk.Email;
using SupportSdk.Email.Smtp;

namespace SupportSdk.Benchmarks;

/// <summary>What a mail costs on a session that is open, with and without Nagle's algorithm, and on one of its own. The server is one of this process, on loopback, without TLS.</summary>
[MemoryDiagnoser]
[JsonExporterAttribute.Full]
public class MailBenchmarks : IAsyncDisposable
{
    private readonly LoopbackMailServer _server = new();
    private SmtpSession _session = null!;
    private TicketMessage _ticket = null!;
    private int _sent;

    [Params(true, false)]
    public bool NoDelay { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _ticket = new TicketMessage
        {
            Id = TicketId.Parse("lusab-babad-gutih"),
            Subject = "[High] Orders do not sync (ref lusab-babad-gutih)",
            Text = new string('t', 3_000),
            Html = new string('h', 6_000),
            Json = new byte[12_000],
            Priority = TicketPriority.High,
            SubmittedAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
        };
        _session = Session();
    }

    [Benchmark(Baseline = true)]
    public Task OnAnOpenSession() => SendAsync(_session);

    [Benchmark]
    public async Task OnASessionOfItsOwn()
    {
        await using var session = Session();
        await SendAsync(session);
    }

    [GlobalCleanup]
    public async Task CleanUp() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _session.DisposeAsync();
        _server.Dispose();
    }

    private SmtpSession Session() => new(
        new EmailOptions { Host = "127.0.0.1", Port = _server.Port, Security = EmailSecurity.None, From = "app@customer.example" },
        TimeProvider.System, DialAsync);

    private async ValueTask<Socket> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = await SmtpSession.DialAsync(host, port, cancellationToken);
        socket.NoDelay = NoDelay;
        return socket;
    }

    private async Task SendAsync(SmtpSession session)
    {
        var result = await session.SendAsync(_ticket, string.Create(CultureInfo.InvariantCulture, $"{++_sent}@customer.example"), CancellationToken.None);
        if (result.Kind != ChannelResultKind.Delivered) throw new InvalidOperationException(result.Reason);
    }
}
