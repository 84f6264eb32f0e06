namespace SupportSdk.Analyzers.Tests.Corpus;

/// <summary>Does what the real client does, and keeps what each ticket missed.</summary>
internal sealed class WatchedClient(SupportClient real) : SupportClient
{
    public List<HashSet<string>> Missed { get; } = [];

    public override DiagnosticScope BeginScope(string? name = null) => real.BeginScope(name);

    public override Task RunAsync(string name, Func<DiagnosticScope, Task> work) => real.RunAsync(name, work);

    public override Task<T> RunAsync<T>(string name, Func<DiagnosticScope, Task<T>> work) => real.RunAsync(name, work);

    public override async Task<TicketReceipt> SubmitAsync(SupportTicket ticket, CancellationToken cancellationToken = default)
    {
        var receipt = await real.SubmitAsync(ticket, cancellationToken);
        Keep(receipt.Missing);
        return receipt;
    }

    public override async Task<PreparedTicket> PrepareAsync(SupportTicket ticket, CancellationToken cancellationToken = default)
    {
        var prepared = await real.PrepareAsync(ticket, cancellationToken);
        Keep(prepared.Missing);
        return prepared;
    }

    private void Keep(IEnumerable<MissingDiagnostic> missing) => Missed.Add([.. missing.Select(one => one.Diagnostic.ToString())]);
}
