using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using SupportSdk.Testing.Server.Http2;

namespace SupportSdk.Testing.Server;

/// <summary>A server on a free loopback port whose every byte is written by the script of a test; nothing is answered by itself.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<IScriptedConnection> _connections = [];
    private readonly Channel<Exchange> _requests = Channel.CreateUnbounded<Exchange>();
    private readonly Version _version;

    /// <summary>Starts it.</summary>
    /// <param name="version">The protocol: HTTP/1.1, or HTTP/2 in clear text with prior knowledge.</param>
    public ScriptedServer(Version version)
    {
        _version = version;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _ = ListenAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Waits for the next request.</summary>
    public async Task<Exchange> AcceptAsync() => await _requests.Reader.ReadAsync().ConfigureAwait(false);

    /// <summary>Closes it and its connections.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        _requests.Writer.TryComplete();
    }

    private async Task ListenAsync()
    {
        try
        {
            for (var number = 1; ; number++)
            {
                var socket = await _listener.AcceptAsync().ConfigureAwait(false);
                socket.NoDelay = true;
                IScriptedConnection connection = _version == HttpVersion.Version20 ? new Http2Connection(socket, number) : new Http1Connection(socket, number);
                _connections.Add(connection);
                _ = ServeAsync(connection);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(IScriptedConnection connection)
    {
        try
        {
            await connection.ServeAsync(_requests.Writer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The client left, or the script is over.
        }
        catch (InvalidDataException e)
        {
            _requests.Writer.TryComplete(e); // The script that waits for a request fails with it.
        }
    }
}
