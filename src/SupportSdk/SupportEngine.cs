using SupportSdk.Capture;
using SupportSdk.Capture.Exceptions;
using SupportSdk.Capture.Http;
using SupportSdk.Capture.Logs;
using SupportSdk.Completeness;
using SupportSdk.Intake;
using SupportSdk.Outbox;
using SupportSdk.Submission;
using SupportSdk.Telemetry;

namespace SupportSdk;

/// <summary>What a client does: opens scopes, and takes each ticket the one way forward. Also the owner of its scopes.</summary>
internal sealed class SupportEngine : ICapturing, IDisposable
{
    private readonly IntakeParts _parts;
    private readonly TicketIntake _intake;
    private readonly CrashRecorder? _crash;
    private readonly IDisposable? _runtime;
    private readonly LogHook _logs;
    private readonly SupportMeter _meter;
    private readonly UncaughtExceptions? _uncaught;
    private IAsyncDisposable? _owned;

    public SupportEngine(IntakeParts parts, Func<object, EvidenceStore> store, Func<EvidenceStore, HttpCapture> capture, CaptureHooks hooks)
    {
        (_parts, Store) = (parts, store(this));
        Capture = capture(Store);
        _runtime = hooks.Runtime(Store);
        _intake = new TicketIntake(parts);
        (_logs, _meter) = (hooks.Logs, hooks.Meter);
        _logs.Attach(Store, hooks.Failures);
        _uncaught = hooks.Uncaught ? new UncaughtExceptions(Store) : null; // Before the crash is recorded, so that its ticket has it.
        _crash = hooks.Crash is null ? null : new CrashRecorder(hooks.Crash, ticket => _intake.StoreCrash(ticket, CapturedOfCrash(ticket)), parts.Logger);
    }

    public EvidenceStore Store { get; }

    public HttpCapture Capture { get; }

    public LogHook Logs => _logs;

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
        Unhook();
        await _intake.StopAsync(deadline).ConfigureAwait(false);
        await _parts.Facts.StopAsync(deadline).ConfigureAwait(false);
    }

    /// <summary>Disposes the services of a client that has no host.</summary>
    public ValueTask ReleaseAsync() => Interlocked.Exchange(ref _owned, null)?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Stops without waiting.</summary>
    public void Dispose()
    {
        Unhook();
        _intake.Dispose();
    }

    private void Unhook()
    {
        _crash?.Dispose();
        _runtime?.Dispose();
        _uncaught?.Dispose();
        _logs.Detach();
        _meter.Dispose();
    }

    private bool Tie(Exception exception, DiagnosticScope scope)
    {
        scope.AddException(exception);
        Store.Tied.Add(exception, scope);
        return false;
    }

    private TicketDiagnostics? Captured(SupportTicket ticket) => ticket.Diagnostics ?? (CopyFor(ticket) is { } copy ? Store.Door.Read(copy) : null);

    // Where nobody caught it, the scope in which it was thrown is closed, and no other is meant.
    private TicketDiagnostics? CapturedOfCrash(SupportTicket ticket) =>
        ticket is { Diagnostics: null, Exception: { } exception } && Store.Tied.Of(exception) is null && _uncaught?.ScopeOf(exception) is { } scope
            ? scope.Snapshot()
            : Captured(ticket);

    // Evidence without a scope may be any user's: it goes only with a ticket that names none.
    private EvidenceCopy? CopyFor(SupportTicket ticket) =>
        Store.Tied.Of(ticket.Exception) ?? DiagnosticScope.CurrentOf(Store)?.Copy() ?? (NamesNoUser(ticket) ? Store.CopyUnscoped() : null);

    private static bool NamesNoUser(SupportTicket ticket) => ticket.UserId is null && !(ticket.AffectsEndUser ?? DiagnosticManifest.AffectsEndUser(ticket.Impact));
}
