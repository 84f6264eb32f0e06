using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupportSdk.Capture.Http;
using SupportSdk.Capture.Logs;
using SupportSdk.Outbox;

namespace SupportSdk;

/// <summary>
/// Collects diagnostics, and submits tickets that carry them. One client serves the whole app; all members may be called by several threads.
/// </summary>
/// <remarks>Members are virtual, and a protected constructor exists, so that users can put a double in its place.</remarks>
public class SupportClient : IAsyncDisposable, IDisposable
{
    private readonly SupportEngine? _engine;
    private readonly object _gate = new();
    private Task? _stopping;

    internal SupportClient(SupportEngine engine) => _engine = engine;

    /// <summary>For doubles: members that are not overridden throw <see cref="NotSupportedException"/>.</summary>
    protected SupportClient()
    {
    }

    /// <summary>For doubles that stand before another client: what is not overridden is that client's.</summary>
    /// <param name="inner">The other client. It stays the double's to dispose.</param>
    protected SupportClient(SupportClient inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _engine = inner.Engine;
    }

    internal HttpCapture Capture => Engine.Capture;

    internal LogHook Logs => Engine.Logs;

    private SupportEngine Engine => _engine ?? throw new NotSupportedException("This SupportClient is a double, and this member is not overridden.");

    /// <summary>Makes a client without a host.</summary>
    /// <param name="configure">Registers what it needs, as after <c>AddSupport</c>.</param>
    /// <returns>The client. Dispose it at the end of the app: it then delivers what is under way.</returns>
    /// <exception cref="OptionsValidationException">Settings are wrong or missing; all of them are named.</exception>
    public static SupportClient Create(Action<SupportBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection();
        configure(services.AddLogging().AddSupport());
        var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<SupportOptions>>().Value;
            var client = provider.GetRequiredService<SupportClient>();
            client.Engine.Owns(provider);
            client.Start();
            return client;
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }

    /// <summary>Opens a scope: what is captured until it is disposed belongs to it. Open it outside the <see langword="try"/>, or use <see cref="RunAsync"/>.</summary>
    /// <param name="name">What the work is, for the ticket's reader.</param>
    public virtual DiagnosticScope BeginScope(string? name = null) => Engine.BeginScope(name);

    /// <summary>Runs work inside a scope. An exception that leaves it is tied to the scope's snapshot, so that a catch further out still has the evidence.</summary>
    /// <param name="name">What the work is.</param>
    /// <param name="work">The work.</param>
    public virtual Task RunAsync(string name, Func<DiagnosticScope, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(name, async scope =>
        {
            await work(scope).ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>Runs work inside a scope and gives its result.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="name">What the work is.</param>
    /// <param name="work">The work.</param>
    public virtual Task<T> RunAsync<T>(string name, Func<DiagnosticScope, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Engine.RunAsync(name, work);
    }

    /// <summary>
    /// Submits a ticket: stores it redacted, checks the status page, fills it, stores its exact bytes, and waits for delivery up to <c>SupportOptions.DeliveryWait</c>.
    /// </summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="cancellationToken">Before the ticket is stored: nothing is stored. After it: the wait ends, and the receipt says queued.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ticket"/> is <see langword="null"/>.</exception>
    /// <exception cref="TicketRejectedException">The ticket cannot be sent as it is; every problem is named.</exception>
    /// <exception cref="IncompleteTicketException">Diagnostics are missing, and <c>SupportOptions.RequireCompleteTickets</c> is set.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the ticket was stored.</exception>
    public virtual Task<TicketReceipt> SubmitAsync([Submits] SupportTicket ticket, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return Engine.SubmitAsync(ticket, cancellationToken);
    }

    /// <summary>Makes the exact bytes of a ticket without storing or sending anything, so that a person can see what would leave.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <exception cref="TicketRejectedException">The ticket cannot be sent as it is; every problem is named.</exception>
    /// <exception cref="IncompleteTicketException">Diagnostics are missing, and <c>SupportOptions.RequireCompleteTickets</c> is set.</exception>
    public virtual Task<PreparedTicket> PrepareAsync([Submits] SupportTicket ticket, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return Engine.PrepareAsync(ticket, cancellationToken);
    }

    /// <summary>Submits what <see cref="PrepareAsync"/> made: the same bytes. Submitting it again gives the same ticket's receipt.</summary>
    /// <param name="prepared">The prepared ticket.</param>
    /// <param name="cancellationToken">As in <see cref="SubmitAsync"/>.</param>
    /// <exception cref="ArgumentException">It was not made by <see cref="PrepareAsync"/>, or was changed since.</exception>
    public virtual Task<TicketReceipt> SubmitPreparedAsync(PreparedTicket prepared, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return Engine.SubmitPreparedAsync(prepared, cancellationToken);
    }

    /// <summary>Looks a ticket up in the outbox.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>Its receipt as of now, or <see langword="null"/> where the outbox does not have it.</returns>
    /// <exception cref="OutboxUnavailableException">The outbox cannot be read.</exception>
    public virtual Task<TicketReceipt?> FindAsync(TicketId id, CancellationToken cancellationToken = default) => Engine.FindAsync(id, cancellationToken);

    /// <summary>Sends a ticket that is parked, held, uncertain, a duplicate or cancelled: it goes back into the queue, due now, with the same bytes and the same id.</summary>
    /// <remarks>Of several channels, each that has not delivered it. Where support may have it already (<see cref="ChannelDelivery.PossiblySent"/>), this can make a duplicate. Does not wait for the delivery.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Before it is stored: nothing changes.</param>
    /// <returns>Its receipt as of now, or <see langword="null"/> where the outbox does not have it.</returns>
    /// <exception cref="OutboxUnavailableException">The outbox cannot store it.</exception>
    public virtual Task<TicketReceipt?> RetryAsync(TicketId id, CancellationToken cancellationToken = default) => Engine.DecideAsync(id, DeliveryEvent.Retried, cancellationToken);

    /// <summary>Gives a ticket up: what is waiting, held, parked, uncertain or a duplicate is not sent. Its bytes stay, and <see cref="RetryAsync"/> sends it after all.</summary>
    /// <remarks>What is being sent at this moment, or was delivered, stays so; the receipt says which.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Before it is stored: nothing changes.</param>
    /// <returns>Its receipt as of now, or <see langword="null"/> where the outbox does not have it.</returns>
    /// <exception cref="OutboxUnavailableException">The outbox cannot store it.</exception>
    public virtual Task<TicketReceipt?> CancelAsync(TicketId id, CancellationToken cancellationToken = default) => Engine.DecideAsync(id, DeliveryEvent.Cancelled, cancellationToken);

    /// <summary>Waits until no ticket is accepted, pending or being sent: each is delivered, uncertain, held or parked.</summary>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="OutboxUnavailableException">The outbox cannot be read.</exception>
    public virtual Task FlushAsync(CancellationToken cancellationToken = default) => Engine.FlushAsync(cancellationToken);

    /// <summary>Takes no more tickets, waits for those under way up to <c>Delivery.ShutdownTimeout</c>, and reports the rest. Twice is harmless.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_engine is null)
        {
            return;
        }

        Task stopping;
        lock (_gate)
        {
            stopping = _stopping ??= _engine.StopAsync(CancellationToken.None);
        }

        await stopping.ConfigureAwait(false);
        await _engine.ReleaseAsync().ConfigureAwait(false); // Only now: the services that a client owns dispose the client in turn.
    }

    /// <summary>Stops without waiting: what is stored in a durable outbox goes at the next start. Prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal void Start() => Engine.Start();

    internal Task StopAsync(CancellationToken deadline) => Engine.StopAsync(deadline);

    /// <summary>Stops without waiting.</summary>
    /// <param name="disposing">Whether it was called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _engine?.Dispose();
        }
    }
}
