using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace SupportSdk.Email.Tests.Faults;

/// <summary>One session: the protocol as it should be. What goes wrong is <see cref="FaultyReplies"/>'s.</summary>
internal sealed class FaultySession : IAsyncDisposable
{
    private readonly FaultySmtpServer _server;
    private readonly FaultyReplies _replies;
    private readonly int _number;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private Stream _stream;
    private int _start;
    private int _end;
    private bool _secured;

    public FaultySession(FaultySmtpServer server, Socket socket, int number, bool faulty)
    {
        (_server, _number) = (server, number);
        _stream = new NetworkStream(socket, ownsSocket: true);
        _replies = new FaultyReplies(server, socket, faulty, () => _stream);
    }

    public async Task RunAsync()
    {
        if (_server.Security == EmailSecurity.SslOnConnect)
            await SecureAsync();

        await _replies.SendAsync(SmtpStep.Banner, "220 faulty.example ESMTP");
        while (await ReadLineAsync() is { } line)
        {
            _server.Commands.Enqueue((_number, line));
            await (line.Split(' ')[0].ToUpperInvariant() switch
            {
                "EHLO" or "HELO" => _replies.SendAsync(SmtpStep.Ehlo, Greeting()),
                "STARTTLS" => StartTlsAsync(),
                "AUTH" => AuthenticateAsync(line),
                "MAIL" => _replies.SendAsync(SmtpStep.Mail, "250 2.1.0 Sender ok"),
                "RCPT" => _replies.SendAsync(SmtpStep.Rcpt, "250 2.1.5 Recipient ok"),
                "DATA" => TakeMailAsync(),
                "QUIT" => QuitAsync(),
                _ => _replies.WriteAsync("250 2.0.0 Ok\r\n"),
            });
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private string Greeting()
    {
        string[] offers =
        [
            "faulty.example",
            .. _server.OffersPipelining ? ["PIPELINING"] : Array.Empty<string>(),
            .. _server.Security == EmailSecurity.StartTls && !_secured ? ["STARTTLS"] : Array.Empty<string>(),
            _server.LoginOnly ? "AUTH LOGIN" : "AUTH PLAIN",
        ];
        return string.Join("\r\n", offers.Select((offer, i) => $"250{(i == offers.Length - 1 ? ' ' : '-')}{offer}"));
    }

    private async Task StartTlsAsync()
    {
        if (await _replies.SendAsync(SmtpStep.StartTls, "220 2.0.0 Go ahead"))
            await SecureAsync();
    }

    private async Task SecureAsync()
    {
        await _replies.StrikeHandshakeAsync();
        var tls = new SslStream(_stream);
        _stream = tls;
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = FaultySmtpServer.Certificate }, _server.Stopping);
        _secured = true;
    }

    private async Task AuthenticateAsync(string line)
    {
        if (line.StartsWith("AUTH PLAIN ", StringComparison.OrdinalIgnoreCase))
        {
            await _replies.SendAsync(SmtpStep.Auth, "235 2.7.0 Welcome");
            return;
        }

        await _replies.SendAsync(SmtpStep.Auth, "334 VXNlcm5hbWU6");
        await ReadLineAsync();
        if (await _replies.SendAsync(SmtpStep.AuthUser, "334 UGFzc3dvcmQ6"))
        {
            await ReadLineAsync();
            await _replies.SendAsync(SmtpStep.AuthPassword, "235 2.7.0 Welcome");
        }
    }

    private async Task TakeMailAsync()
    {
        if (!await _replies.SendAsync(SmtpStep.Data, "354 Go ahead"))
            return;

        using var mail = new MemoryStream();
        var begun = await _replies.StrikeBodyAsync();
        mail.Write(begun);
        string? line;
        while ((line = await ReadLineAsync()) is not (null or "."))
            mail.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));

        if (line is null) throw new SessionEndedException();
        _server.Received.Enqueue(mail.ToArray());
        if (begun.Length == 0)
            await _replies.SendAsync(SmtpStep.Dot, "250 2.0.0 Queued");
        _replies.CountMail();
    }

    private async Task QuitAsync()
    {
        await _replies.SendAsync(SmtpStep.Quit, "221 2.0.0 Bye");
        throw new SessionEndedException();
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        while (true)
        {
            for (; _start < _end; _start++)
            {
                if (_buffer[_start] == '\n')
                {
                    _start++;
                    return line.ToString().TrimEnd('\r');
                }

                line.Append((char)_buffer[_start]);
            }

            (_start, _end) = (0, await _stream.ReadAsync(_buffer, _server.Stopping));
            if (_end == 0) return null;
        }
    }
}
