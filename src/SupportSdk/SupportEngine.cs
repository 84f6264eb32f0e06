using System.Runtime.CompilerServices;
using SupportSdk.Capture;
using SupportSdk.Capture.Http;
using SupportSdk.Completeness;
using SupportSdk.Intake;
using SupportSdk.Outbox;
using SupportSdk.Submission;

namespace SupportSdk;

/// <summary>What a client does: opens scopes, and takes each ticket the one way forward. Also the owner of its scopes.</summary>
internal sealed class SupportEngine : ICapturing, IDisposable
{
    private readonly IntakeParts _parts;
    private readonly TicketIntake _intake;
    private readonly CrashRecorder? _crash;
    private readonly ConditionalWeakTable<Exception, EvidenceCopy> _ties = [];
    private IAsyncDisposable? _owned;

    public SupportEngine(IntakeParts parts, Func<object, EvidenceStore> store, Func<EvidenceStore, HttpCapture> capture, CrashCapture? crash)
    {
        (_parts, Store) = (parts, store(this));
        Capture = capture(Store);
        _intake = new TicketIntake(parts);
        _crash = crash is null ? null : new CrashRecorder(crash, ticket => _intake.StoreCrash(ticket, Captured(ticket)), parts.Logger);
    }

    public EvidenceStore Store { get; }

    public HttpCapture Capture { get; }

    public void Owns(IAsyncDisposable provider) => _owned = provider;

    public void Start() => _intake.Start();

    public DiagnosticScope BeginScope(string? name) => Store.Open(name);

    public async Task<T> RunAsync<T>(string name, Func<DiagnosticScope, Task<T>> work)
    {
        using var scope = BeginScope(name);
        try
        {
            return await work(scope).ConfigureAwait(false);
        }
        catch (Exception e) when (Tie(e, scope))
        {
            throw; // Never reached: the filter only looks, so that the exception passes untouched.
        }
    }

    public Task<TicketReceipt> SubmitAsync(SupportTicket ticket, CancellationToken cancellationToken) =>
        _intake.SubmitAsync(ticket, Captured(ticket), cancellationToken);

    public Task<PreparedTicket> PrepareAsync(SupportTicket ticket, CancellationToken cancellationToken) =>
        _intake.PrepareAsync(ticket, Captured(ticket), cancellationToken);

    public Task<TicketReceipt> SubmitPreparedAsync(PreparedTicket prepared, CancellationToken cancellationToken) =>
        _intake.SubmitPreparedAsync(prepared, cancellationToken);

    public async Task<TicketReceipt?> FindAsync(TicketId id, CancellationToken cancellationToken)
    {
        var record = await _parts.Outbox.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return record is null ? null : ReceiptWriter.Of(record, _parts.Settings, _parts.Finisher, _parts.Outbox.IsDurable);
    }

    public async Task<TicketReceipt?> DecideAsync(TicketId id, DeliveryEvent decision, CancellationToken cancellationToken)
    {
        await _intake.DecideAsync(id, decision, cancellationToken).ConfigureAwait(false);
        return await FindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public Task FlushAsync(CancellationToken cancellationToken) => _intake.FlushAsync(cancellationToken);

    public async Task StopAsync(CancellationToken deadline)
    {
        _crash?.Dispose();
        await _intake.StopAsync(deadline).ConfigureAwait(false);
        await _parts.Facts.StopAsync(deadline).ConfigureAwait(false);
    }

    /// <summary>Disposes the services of a client that has no host.</summary>
    public ValueTask ReleaseAsync() => Interlocked.Exchange(ref _owned, null)?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Stops without waiting.</summary>
    public void Dispose()
    {
        _crash?.Dispose();
        _intake.Dispose();
    }

    private bool Tie(Exception exception, DiagnosticScope scope)
    {
        scope.AddException(exception);
        _ties.TryAdd(exception, scope.Copy());
        return false;
    }

    private TicketDiagnostics? Captured(SupportTicket ticket) => ticket.Diagnostics ?? (CopyFor(ticket) is { } copy ? Store.Door.Read(copy) : null);

    // Evidence without a scope may be any user's: it goes only with a ticket that names none.
    private EvidenceCopy? CopyFor(SupportTicket ticket) =>
        TiedTo(ticket.Exception) ?? DiagnosticScope.CurrentOf(Store)?.Copy() ?? (NamesNoUser(ticket) ? Store.CopyUnscoped() : null);

    private static bool NamesNoUser(SupportTicket ticket) => ticket.UserId is null && !(ticket.AffectsEndUser ?? DiagnosticManifest.AffectsEndUser(ticket.Impact));

    // An app may wrap what RunAsync let through; the tie is then further in.
    private EvidenceCopy? TiedTo(Exception? exception)
    {
        for (var depth = 0; exception is not null && depth < 20; depth++, exception = exception.InnerException)
        {
            if (_ties.TryGetValue(exception, out var tied))
            {
                return tied;
            }
        }

        return null;
    }
}
