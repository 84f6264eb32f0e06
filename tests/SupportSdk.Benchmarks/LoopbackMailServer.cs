using System.Net;
using System.Net.Sockets;

namespace SupportSdk.Benchmarks;

/// <summary>Takes mails on loopback and throws them away.</summary>
internal sealed class LoopbackMailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LoopbackMailServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private static async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream());
            using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 loopback");
            while (await reader.ReadLineAsync() is { } line)
            {
                await writer.WriteLineAsync(line == "DATA" ? "354 Go ahead" : line == "QUIT" ? "221 Bye" : "250 Ok");
                if (line != "DATA") continue;
                while (await reader.ReadLineAsync() is not (null or "."))
                {
                }

                await writer.WriteLineAsync("250 Queued");
            }
        }
        catch (IOException)
        {
        }
        finally
        {
            client.Dispose();
        }
    }
}
