using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SupportSdk.Email.Tests.Faults;

/// <summary>A small SMTP server on loopback that goes wrong at one step of its first sessions, and is right after that.</summary>
internal sealed class FaultySmtpServer : IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> Made = new(SelfSigned);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _struck = new(0);
    private readonly SemaphoreSlim _ended = new(0);
    private readonly ConcurrentQueue<Task> _running = new();
    private readonly Task _accepting;
    private int _sessions;

    public FaultySmtpServer(EmailSecurity security, SmtpStep step, SmtpFault fault)
    {
        (Security, Step, Fault) = (security, step, fault);
        _listener.Server.ReceiveBufferSize = 16 * 1024; // So that a mail amid which nobody reads any more does not fit into the network.
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public static string CertificateSha256 => Convert.ToHexString(SHA256.HashData(Made.Value.RawData));

    public static X509Certificate2 Certificate => Made.Value;

    public EmailSecurity Security { get; }

    public SmtpStep Step { get; }

    public SmtpFault Fault { get; }

    /// <summary>How many sessions meet the fault.</summary>
    public int FaultySessions { get; init; } = int.MaxValue;

    /// <summary>How many mails a session takes as it should before it meets the fault.</summary>
    public int SoundMails { get; init; }

    /// <summary>What the server repeats in a refusal, as servers do that echo what they were told.</summary>
    public string Echo { get; init; } = "";

    public bool OffersPipelining { get; init; }

    public bool LoginOnly => Step is SmtpStep.AuthUser or SmtpStep.AuthPassword;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>Every mail whose end was read, acknowledged or not.</summary>
    public ConcurrentQueue<byte[]> Received { get; } = new();

    /// <summary>The number of the session and each command line it read.</summary>
    public ConcurrentQueue<(int Session, string Command)> Commands { get; } = new();

    public CancellationToken Stopping => _stop.Token;

    /// <summary>Waits until the fault was met once more.</summary>
    public async Task StruckAsync() => Assert.True(await _struck.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "The step of the fault was not reached.");

    /// <summary>Waits until one more session has ended.</summary>
    public async Task EndedAsync() => Assert.True(await _ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "No session ended.");

    public void Strike() => _struck.Release();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_running);
        _stop.Dispose();
        _struck.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                var number = Interlocked.Increment(ref _sessions);
                _running.Enqueue(Task.Run(() => ServeAsync(socket, number)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        socket.NoDelay = true;
        try
        {
            await using var session = new FaultySession(this, socket, number, number <= FaultySessions);
            await session.RunAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException or SessionEndedException)
        {
        }
        finally
        {
            _ended.Release();
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
