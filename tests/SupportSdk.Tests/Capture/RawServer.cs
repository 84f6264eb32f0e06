using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupportSdk.Tests.Capture;

/// <summary>A socket that takes one request, keeps its bytes, writes what the test says, and closes.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task<byte[]> _served;

    public RawServer(string answer, bool reset = false)
    {
        _listener.Start();
        _served = ServeAsync(Encoding.Latin1.GetBytes(answer), reset);
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public Task<byte[]> Request => _served;

    public void Dispose() => _listener.Dispose();

    private async Task<byte[]> ServeAsync(byte[] answer, bool reset)
    {
        using var socket = await _listener.AcceptSocketAsync();
        using var request = new MemoryStream();
        var buffer = new byte[64 * 1024];
        do
        {
            var read = await socket.ReceiveAsync(buffer);
            request.Write(buffer, 0, read);
        }
        while (!IsWhole(Encoding.Latin1.GetString(request.ToArray())));

        await socket.SendAsync(answer);
        socket.LingerState = new LingerOption(reset, 0);
        if (!reset)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        return request.ToArray();
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return end >= 0 && (length < 0 || request.Length - end - 4 >= int.Parse(request[(length + 16)..request.IndexOf('\r', length)], System.Globalization.CultureInfo.InvariantCulture));
    }
}
