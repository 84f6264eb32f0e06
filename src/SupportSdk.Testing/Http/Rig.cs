using System.Net;
using SupportSdk.Testing.Server;

namespace SupportSdk.Testing.Http;

/// <summary>What one playing of a script works with: a server, a client over the handler under test (or over none), and the notes.</summary>
internal sealed class Rig : IDisposable
{
    private readonly List<IDisposable> _opened = [];
    private readonly Func<HttpMessageHandler, HttpMessageHandler> _wrap;
    private readonly Lazy<ScriptedServer> _server;
    private readonly Lazy<HttpClient> _client;

    public Rig(Version? version, Func<HttpMessageHandler, HttpMessageHandler> wrap)
    {
        (_wrap, Version) = (wrap, version ?? HttpVersion.Version11);
        _server = new(() => Keep(new ScriptedServer(Version)));
        _client = new(() => Keep(new HttpClient(Wrap(Sockets)) { DefaultRequestVersion = Version, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact }));
        Notes.Port = () => _server.IsValueCreated ? _server.Value.Port : null;
        _opened.Add(Sockets);
    }

    /// <summary>The protocol.</summary>
    public Version Version { get; }

    public bool IsHttp2 => Version == HttpVersion.Version20;

    /// <summary>What the app noted.</summary>
    public Transcript Notes { get; } = new();

    public ScriptedServer Server => _server.Value;

    /// <summary>The handler that sends, to be set up before <see cref="Client"/> is used. A response that is given up is not drained, so that the server sees it at once.</summary>
    public SocketsHttpHandler Sockets { get; } = new() { UseProxy = false, MaxResponseDrainSize = 0, Expect100ContinueTimeout = TimeSpan.FromMinutes(5) };

    /// <summary>The app's client.</summary>
    public HttpClient Client => _client.Value;

    /// <summary>The handler under test around another one; in the bare playing the other one itself.</summary>
    public HttpMessageHandler Wrap(HttpMessageHandler inner) => _wrap(inner);

    public T Keep<T>(T disposable)
        where T : IDisposable
    {
        _opened.Add(disposable);
        return disposable;
    }

    public Uri Url(string path = "/") => new($"http://127.0.0.1:{Server.Port}{path}");

    public HttpRequestMessage Request(HttpMethod? method = null, string path = "/", HttpContent? content = null) =>
        new(method ?? HttpMethod.Get, Url(path)) { Content = content, Version = Version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    /// <summary>Sends, and gives the response when its head is there.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage? request = null, CancellationToken cancellationToken = default) =>
        Client.SendAsync(request ?? Request(), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>A call whose head of the answer has come, and nothing of its body.</summary>
    public async Task<(Exchange Server, HttpResponseMessage Response)> OpenAsync(Kind kind, params (string Name, string Value)[] headers)
    {
        var call = SendAsync();
        var server = await Server.AcceptAsync().ConfigureAwait(false);
        await server.AnswerAsync(kind.Status, [("Content-Type", kind.ContentType), .. headers]).ConfigureAwait(false);
        return (server, Keep(await call.ConfigureAwait(false)));
    }

    /// <summary>A call whose whole answer is on its way: small enough for the buffers between.</summary>
    public async Task<HttpResponseMessage> AnsweredAsync(Kind kind, byte[] body)
    {
        var (server, response) = await OpenAsync(kind, Length(body.Length)).ConfigureAwait(false);
        await server.WriteAsync(body).ConfigureAwait(false);
        await server.EndAsync().ConfigureAwait(false);
        return response;
    }

    public void Note(string what, object? value) => Notes.Add(what, value);

    /// <summary>Notes what comes of it, or the exception.</summary>
    public async Task NoteAsync(string what, Func<Task<object?>> work)
    {
        try
        {
            Note(what, await work().ConfigureAwait(false));
        }
        catch (Exception e)
        {
            Note(what, e); // The bare handler's app meets the same, or the case fails.
        }
    }

    /// <summary>Notes an exception, and whether it is the very one that somebody below threw, or has it inside.</summary>
    public async Task NoteInstanceAsync(string what, Exception thrown, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            Note(what, "nothing was thrown");
        }
        catch (Exception e)
        {
            Note(what, e); // As above.
            Note($"{what}: the same", $"{ReferenceEquals(e, thrown)}, inside {ReferenceEquals(e.InnerException, thrown)}");
        }
    }

    /// <summary>Notes a cancellation by its type and token. Words and inner exceptions depend on what the runtime was doing at that moment; what an app can act on does not.</summary>
    public async Task NoteCancelledAsync(string what, Func<Task<object?>> work, CancellationToken token)
    {
        try
        {
            Note(what, await work().ConfigureAwait(false));
        }
        catch (OperationCanceledException e)
        {
            Note(what, $"{e.GetType()}, the app's token {e.CancellationToken == token}");
        }
    }

    /// <summary>Notes what comes of synchronous work, done on a thread that may block.</summary>
    public Task NoteSync(string what, Func<object?> work) => NoteAsync(what, () => OnThread(work));

    /// <summary>Does synchronous work on a thread of its own.</summary>
    public static Task<T> OnThread<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static (string Name, string Value) Length(long length) => ("Content-Length", length.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose()
    {
        for (var i = _opened.Count - 1; i >= 0; i--)
        {
            _opened[i].Dispose();
        }
    }
}
