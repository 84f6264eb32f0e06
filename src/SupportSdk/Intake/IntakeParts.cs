using Microsoft.Extensions.Logging;
using SupportSdk.Capture;
using SupportSdk.Channels;
using SupportSdk.Delivery;
using SupportSdk.Facts;
using SupportSdk.Outbox;
using SupportSdk.Redaction;
using SupportSdk.Submission;
using SupportSdk.Telemetry;

namespace SupportSdk.Intake;

/// <summary>The parts of one client; no two clients share any.</summary>
internal sealed record IntakeParts
{
    public required SubmissionSettings Settings { get; init; }
    public required TicketPreparer Preparer { get; init; }
    public required TicketFinisher Finisher { get; init; }
    public required IOutbox Outbox { get; init; }
    public required IDeliveryQueue Queue { get; init; }
    public required DeliveryService Delivery { get; init; }
    public required IReadOnlyList<ITicketChannel> Channels { get; init; }
    public required FactCollector Facts { get; init; }
    public required DeliveryOptions Patience { get; init; }
    public required TimeSpan DeliveryWait { get; init; }
    public required EvidenceDoor Door { get; init; }
    public required Redactor Redactor { get; init; }
    public required LossLedger Losses { get; init; }
    public required TimeProvider Time { get; init; }
    public required ILogger Logger { get; init; }
}
