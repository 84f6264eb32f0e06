using System.Net.Sockets;
using System.Threading.Channels;

namespace SupportSdk.Testing.Server;

/// <summary>A connection that speaks HTTP/1.1: one exchange after the other.</summary>
/// <param name="socket">The connection.</param>
/// <param name="number">Which one of the server's.</param>
internal sealed class Http1Connection(Socket socket, int number) : IScriptedConnection
{
    private readonly ByteFeed _feed = new(socket);

    public void Dispose() => socket.Dispose();

    public async Task ServeAsync(ChannelWriter<Exchange> requests)
    {
        while (await _feed.ReadToAsync("\r\n\r\n").ConfigureAwait(false) is { } head)
        {
            var exchange = new Http1Exchange(socket, _feed) { Head = RequestHead.Parse(head), Connection = number };
            requests.TryWrite(exchange);
            await exchange.Ended.ConfigureAwait(false);
        }
    }
}
