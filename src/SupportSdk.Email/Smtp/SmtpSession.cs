using System.Net.Sockets;
using SupportSdk.Channels;

namespace SupportSdk.Email.Smtp;

internal delegate ValueTask<Socket> SmtpDialer(string host, int port, CancellationToken cancellationToken);

/// <summary>
/// Sends mails, each within <see cref="EmailOptions.Timeout"/>. A connection that took one is kept for a moment, so that a burst of tickets pays for one greeting, one handshake and one log-in.
/// </summary>
internal sealed class SmtpSession(EmailOptions options, TimeProvider time, SmtpDialer dial) : IAsyncDisposable, IDisposable
{
    /// <summary>How long a connection is kept without a mail.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    /// <summary>How many mails one connection carries: servers count them, and some close at twenty.</summary>
    public const int MaxMails = 20;

    private static readonly TimeSpan QuitBudget = TimeSpan.FromSeconds(1);

    private readonly TicketMail _mails = new(options);
    private readonly object _gate = new();
    private SmtpConnection? _kept;
    private ITimer? _idle;
    private bool _disposed;

    /// <summary>Connects without Nagle's algorithm: against delayed acknowledgements it costs 40 ms a mail.</summary>
    public static async ValueTask<Socket> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <remarks>Cancelled before the mail was handed over, it throws; after that it says <see cref="ChannelResultKind.Uncertain"/>, since that is what is known.</remarks>
    public async Task<ChannelResult> SendAsync(TicketMessage ticket, string messageId, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        if (Take() is { } kept)
        {
            var (result, handedOver) = await AttemptAsync(kept, ticket, messageId, deadline, cancellationToken).ConfigureAwait(false);

            // A server may end a session between two mails. As long as it does not have this one, that is no verdict on it.
            if (handedOver || deadline.IsCancellationRequested) return result;
        }

        return (await AttemptAsync(null, ticket, messageId, deadline, cancellationToken).ConfigureAwait(false)).Result;
    }

    /// <summary>Ends the session with a goodbye, which gets a second.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _disposed = true;
        await CloseAsync(Take()).ConfigureAwait(false);
    }

    /// <summary>Ends the session at once.</summary>
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        Take()?.Dispose();
    }

    private async Task<(ChannelResult Result, bool HandedOver)> AttemptAsync(
        SmtpConnection? kept, TicketMessage ticket, string messageId, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var attempt = new SmtpAttempt(options, messageId);
        var connection = kept;
        try
        {
            connection ??= await SmtpConnection.OpenAsync(options, dial, attempt, either.Token).ConfigureAwait(false);
            var note = await connection.SendAsync(_mails, ticket, messageId, attempt, either.Token).ConfigureAwait(false);
            var result = attempt.Acknowledged(note);
            if (result.Kind == ChannelResultKind.Delivered) await KeepAsync(connection).ConfigureAwait(false);
            else connection.Dispose();
            return (result, true);
        }
        catch (Exception exception) // The floor's edge: a failure is a result. Cancellation and defects are thrown on.
        {
            connection?.Dispose();
            var handedOver = attempt.Phase == SmtpPhase.HandedOver;
            if (!handedOver) cancellationToken.ThrowIfCancellationRequested();
            if (attempt.Explain(exception, deadline.IsCancellationRequested) is not { } result) throw;
            return (result, handedOver);
        }
    }

    private SmtpConnection? Take()
    {
        lock (_gate)
        {
            var kept = _kept;
            _kept = null;
            _idle?.Dispose();
            _idle = null;
            return kept;
        }
    }

    private Task KeepAsync(SmtpConnection connection)
    {
        lock (_gate)
        {
            if (!_disposed && _kept is null && connection.Mails < MaxMails && !connection.IsTalkedTo)
            {
                _kept = connection;
                _idle = time.CreateTimer(_ => _ = CloseAsync(Take()), null, Idle, Timeout.InfiniteTimeSpan);
                return Task.CompletedTask;
            }
        }

        return CloseAsync(connection);
    }

    private async Task CloseAsync(SmtpConnection? connection)
    {
        if (connection is null) return;
        using var limit = new CancellationTokenSource(QuitBudget, time);
        try
        {
            await connection.QuitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception) // The mails are acknowledged: how the connection ends changes nothing.
        {
        }
        finally
        {
            connection.Dispose();
        }
    }
}
