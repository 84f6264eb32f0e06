using System.Net.Sockets;
using System.Text;

namespace SupportSdk.Email.Tests.Faults;

/// <summary>What a session says: the right reply, or at the step of the fault the fault.</summary>
internal sealed class FaultyReplies(FaultySmtpServer server, Socket socket, bool faulty, Func<Stream> stream)
{
    private int _mails;

    private bool IsFaulty => faulty && _mails >= server.SoundMails;

    public void CountMail() => _mails++;

    public Task WriteAsync(string text) => stream().WriteAsync(Encoding.UTF8.GetBytes(text), server.Stopping).AsTask();

    /// <returns>Whether the right reply was sent, in whatever form.</returns>
    public async Task<bool> SendAsync(SmtpStep step, string right)
    {
        if (!IsFaulty || step != server.Step)
        {
            await WriteAsync(right + "\r\n");
            return true;
        }

        server.Strike();
        await StrikeAsync(right);
        return server.Fault is SmtpFault.ManyLines or SmtpFault.Twice;
    }

    public async Task StrikeHandshakeAsync()
    {
        if (!IsFaulty || server.Step != SmtpStep.TlsHandshake) return;
        await stream().ReadExactlyAsync(new byte[5], server.Stopping); // The client's hello has begun.
        server.Strike();
        await StrikeAsync("220 Not TLS at all, and long enough to be taken for a record");
        throw new SessionEndedException();
    }

    /// <returns>The first part of the mail, where its reply is given already.</returns>
    public async Task<byte[]> StrikeBodyAsync()
    {
        if (!IsFaulty || server.Step != SmtpStep.Body) return [];
        var begun = new byte[1000];
        await stream().ReadExactlyAsync(begun, server.Stopping);
        server.Strike();
        await StrikeAsync("354 Go on");
        return begun;
    }

    private Task StrikeAsync(string right) => server.Fault switch
    {
        SmtpFault.Cut => throw new SessionEndedException(),
        SmtpFault.Reset => Reset(),
        SmtpFault.Stall => SilenceAsync(),
        SmtpFault.Drip => DripAsync(right),
        SmtpFault.Half => HalfAsync(right),
        SmtpFault.RefuseForNow => WriteAsync($"451 4.3.0 Later {server.Echo}\r\n"),
        SmtpFault.RefuseForGood => WriteAsync($"550 5.7.1 Never {server.Echo}\r\n"),
        SmtpFault.RefuseThenStall => RefuseThenStallAsync(),
        SmtpFault.WrongCode => WriteAsync(right[0] == '3' ? "250 2.0.0 Out of place\r\n" : "354 Out of place\r\n"),
        SmtpFault.Garbage => WriteAsync("\u0000lorem ipsum\u00ff 250 dolor sit amet\r\n"),
        SmtpFault.Huge => HugeAsync(),
        SmtpFault.ManyLines => WriteAsync($"{right[..3]}-This one\r\n{right[..3]}-has many lines\r\n{right[..3]}-\r\n{right}\r\n"),
        _ => WriteAsync($"{right}\r\n{right}\r\n"),
    };

    private Task Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
        throw new SessionEndedException();
    }

    // After QUIT it listens, so that a test sees the client go.
    private Task SilenceAsync() => server.Step == SmtpStep.Quit ? stream().CopyToAsync(Stream.Null, server.Stopping) : Task.Delay(Timeout.Infinite, server.Stopping);

    private async Task RefuseThenStallAsync()
    {
        await WriteAsync($"550 5.7.1 Never {server.Echo}\r\n");
        await SilenceAsync();
    }

    private async Task HalfAsync(string right)
    {
        await WriteAsync(right[..2]);
        throw new SessionEndedException();
    }

    private async Task DripAsync(string right)
    {
        foreach (var letter in $"{right[..3]}-drop by drop\r\n{right[..3]}")
            await WriteAsync(letter.ToString());

        await SilenceAsync();
    }

    private async Task HugeAsync()
    {
        var endless = new string('x', 64 * 1024);
        await WriteAsync("250-");
        while (true)
            await WriteAsync(endless);
    }
}
