using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SupportSdk.Status;

namespace SupportSdk.Testing;

/// <summary>
/// A support client for tests: it captures, checks, redacts and renders as the real one does, and keeps tickets instead of sending them. Nothing leaves the process: there is no channel,
/// no status page and no file.
/// </summary>
/// <remarks>Put it where the app takes its <see cref="SupportClient"/>; <c>new DiagnosticsHandler(client, inner)</c> captures into it. Members may be called by several threads.</remarks>
public sealed class RecordingSupportClient : SupportClient
{
    private readonly ConcurrentQueue<SubmittedTicket> _submitted = new();
    private readonly RecordingChannel _channel;

    /// <summary>Makes one.</summary>
    /// <param name="configure">Changes its settings, for example <c>options.Paragon.Hosts</c>, or adds what is captured. The default level is Enterprise.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; all of them are named.</exception>
    public RecordingSupportClient(Action<SupportBuilder>? configure = null)
        : this(new RecordingChannel(), configure)
    {
    }

    private RecordingSupportClient(RecordingChannel channel, Action<SupportBuilder>? configure)
        : this(channel, Create(builder => Configure(builder, channel, configure)))
    {
    }

    private RecordingSupportClient(RecordingChannel channel, SupportClient inner)
        : base(inner) => _channel = channel;

    /// <summary>The tickets that were submitted, in their order. A ticket that was rejected is none of them.</summary>
    public IReadOnlyList<SubmittedTicket> Submitted => [.. _submitted];

    /// <summary>Changes the receipt that the app gets, so that it can meet any outcome: <c>receipt => receipt with { Outcome = TicketOutcome.Parked }</c>. It may throw what the app shall meet.</summary>
    /// <value>The default leaves it: delivered.</value>
    public Func<TicketReceipt, TicketReceipt> Answer { get; set; } = static receipt => receipt;

    /// <inheritdoc/>
    public override async Task<TicketReceipt> SubmitAsync([Submits] SupportTicket ticket, CancellationToken cancellationToken = default) =>
        Keep(ticket, await base.SubmitAsync(ticket, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task<TicketReceipt> SubmitPreparedAsync(PreparedTicket prepared, CancellationToken cancellationToken = default) =>
        Keep(null, await base.SubmitPreparedAsync(prepared, cancellationToken).ConfigureAwait(false));

    private static void Configure(SupportBuilder builder, RecordingChannel channel, Action<SupportBuilder>? configure)
    {
        builder.Services.AddSingleton<IStatusFeed>(new QuietStatusFeed());
        builder.Configure(options => options.Level = SupportLevel.Enterprise).AddChannel(channel);
        configure?.Invoke(builder);
    }

    private TicketReceipt Keep(SupportTicket? ticket, TicketReceipt receipt)
    {
        var answer = Answer(receipt);
        _submitted.Enqueue(new SubmittedTicket { Ticket = ticket, Receipt = answer, Message = _channel.Find(receipt.Id) });
        return answer;
    }
}
