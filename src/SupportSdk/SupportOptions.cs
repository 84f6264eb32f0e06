using SupportSdk.Capture;
using SupportSdk.Delivery;
using SupportSdk.Facts;
using SupportSdk.Paragon;
using SupportSdk.Redaction;
using SupportSdk.Status;

namespace SupportSdk;

/// <summary>What the SDK knows of the app and of its agreement with Paragon. Checked when the app starts; every wrong setting is named at once.</summary>
public sealed class SupportOptions
{
    /// <summary>The support level that goes with the plan of the Paragon account.</summary>
    /// <value>The default is <see cref="SupportLevel.Startup"/>.</value>
    public SupportLevel Level { get; set; } = SupportLevel.Startup;

    /// <summary>The Paragon project's id, a UUID.</summary>
    /// <value>The default is <see langword="null"/>: tickets do not name the project.</value>
    public string? ProjectId { get; set; }

    /// <summary>The person whom support answers, unless a ticket names another.</summary>
    /// <value>The default is <see langword="null"/>: replies go to the sender.</value>
    public TicketContact? Contact { get; set; }

    /// <summary>Where this app runs.</summary>
    /// <value>The default is <see langword="null"/>: the host's environment, and production where there is no host.</value>
    public DeploymentEnvironment? Environment { get; set; }

    /// <summary>The channels that tickets take, in place of those that the support level includes.</summary>
    /// <value>The default is empty: what the level includes.</value>
    public IList<SupportChannel> Channels { get; set; } = [];

    /// <summary>What to do with a ticket that matches an open incident of the status page.</summary>
    /// <value>The default is <see cref="KnownIncidents.Attach"/>.</value>
    public KnownIncidents KnownIncidents { get; set; } = KnownIncidents.Attach;

    /// <summary>How long a submission waits for delivery before its receipt says queued.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan DeliveryWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a ticket without the required diagnostics is refused by an <see cref="IncompleteTicketException"/>.</summary>
    /// <value>The default is <see langword="false"/>: it goes out, and the receipt says what is missing.</value>
    public bool RequireCompleteTickets { get; set; }

    /// <summary>What the two hours of an urgent ticket at the Enterprise level count.</summary>
    /// <value>The default is <see cref="ResponseBasis.ElapsedHours"/>: the support page drops the word "business" in this one entry.</value>
    public ResponseBasis EnterpriseUrgentBasis { get; set; } = ResponseBasis.ElapsedHours;

    /// <summary>Further days on which support is closed, by the Pacific date. They do not move the days before and after Christmas.</summary>
    /// <value>The default is empty.</value>
    public IList<DateOnly> AdditionalClosedDates { get; set; } = [];

    /// <summary>The largest file that a ticket may carry, in bytes.</summary>
    /// <value>The default is 3145728.</value>
    public int MaxAttachmentBytes { get; set; } = 3_145_728;

    /// <summary>Where Paragon is.</summary>
    /// <value>The default is Paragon's cloud in the United States.</value>
    public ParagonOptions Paragon { get; set; } = new();

    /// <summary>Where the status page is.</summary>
    /// <value>The default is Paragon's status page.</value>
    public StatusOptions Status { get; set; } = new();

    /// <summary>What is kept in clear.</summary>
    /// <value>The default is a list of names that never hold secrets.</value>
    public RedactionOptions Redaction { get; set; } = new();

    /// <summary>What is captured.</summary>
    /// <value>The default is described at each of its settings.</value>
    public CaptureOptions Capture { get; set; } = new();

    /// <summary>How much evidence is kept in memory.</summary>
    /// <value>The default is 8 MiB for all open scopes together.</value>
    public EvidenceOptions Evidence { get; set; } = new();

    /// <summary>Which facts of the surroundings a ticket carries.</summary>
    /// <value>The default is described at each of its settings.</value>
    public FactOptions Facts { get; set; } = new();

    /// <summary>How patiently tickets are delivered.</summary>
    /// <value>The default is described at each of its settings.</value>
    public DeliveryOptions Delivery { get; set; } = new();
}
