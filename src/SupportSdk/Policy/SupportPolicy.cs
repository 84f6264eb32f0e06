using System.Diagnostics.CodeAnalysis;

namespace SupportSdk.Policy;

/// <summary>What Paragon's support page promises: channels and response targets of each support level, the office's calendar, and the definitions of the priorities.</summary>
/// <remarks>
/// Everything is data with the page's values in <see cref="Paragon"/>; a <c>with</c> expression makes another policy. Instances are immutable and thread-safe,
/// and read neither a clock nor a file. Source: "Contacting Support".
/// </remarks>
public sealed record SupportPolicy
{
    /// <summary>The policy as the support page prints it.</summary>
    public static SupportPolicy Paragon { get; } = new() { Levels = ParagonLevels.All };

    /// <summary>The support levels.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public required IReadOnlyList<LevelPolicy> Levels
    {
        get;
        init => field = value is null ? throw new ArgumentNullException(nameof(value)) : [.. value];
    }

    /// <summary>The office's calendar, in which business hours are counted.</summary>
    /// <value>The default is <see cref="BusinessCalendar.Paragon"/>.</value>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public BusinessCalendar Calendar
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = BusinessCalendar.Paragon;

    /// <summary>Says by when support gives its initial response to a ticket, if it keeps the priority that was requested.</summary>
    /// <param name="level">The support level of the account.</param>
    /// <param name="priority">The priority that is requested.</param>
    /// <param name="submittedAt">When the ticket is submitted, with any offset. Outside business hours, they count from the next opening.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The policy has no such level or priority, or the response lies outside the years 1 to 9999, or <paramref name="submittedAt"/> is before 2007 on a machine without time-zone data.
    /// </exception>
    public ResponseEstimate EstimateResponse(SupportLevel level, TicketPriority priority, DateTimeOffset submittedAt)
    {
        var target = TargetOf(LevelOf(level), priority);
        if (!Calendar.TryAdd(submittedAt, target.Within, out var inBusinessHours, nameof(submittedAt)))
        {
            throw new ArgumentOutOfRangeException(nameof(submittedAt), submittedAt, "The office does not open long enough before the year 10000 to respond.");
        }

        var respondBy = target.Basis == ResponseBasis.BusinessHours ? inBusinessHours : Calendar.AddElapsed(submittedAt, target.Within);
        return new ResponseEstimate(respondBy, target.Basis, target.Within, inBusinessHours);
    }

    /// <summary>Says whether a support level includes a channel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The policy has no such level, or the channel is not defined.</exception>
    public bool Allows(SupportLevel level, SupportChannel channel) => Enum.IsDefined(channel)
        ? LevelOf(level).Channels.Contains(channel)
        : throw new ArgumentOutOfRangeException(nameof(channel), channel, "Unknown channel.");

    /// <summary>Gives the priority that the page's definitions lead to, with the reason in words.</summary>
    /// <param name="impact">What the issue does to the app.</param>
    /// <param name="environment">Where it was seen.</param>
    /// <param name="workaroundAvailable">Whether a workaround has been identified.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="impact"/> or <paramref name="environment"/> is not defined.</exception>
    /// <remarks>Source: "Contacting Support", "Priority Levels". Support assigns the final priority.</remarks>
    [SuppressMessage("Performance", "CA1822", Justification = "A question to a policy, like the others; the definitions may become its data without breaking callers.")]
    public PriorityClassification Classify(TicketImpact impact, DeploymentEnvironment environment, bool workaroundAvailable) =>
        PriorityRules.Classify(impact, environment, workaroundAvailable);

    /// <summary>Gives a copy in which the hours of Enterprise's urgent target count as told.</summary>
    /// <remarks>The page prints "2 hours" there and "business hours" everywhere else; an agreement may say otherwise.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The basis is not defined.</exception>
    public SupportPolicy WithEnterpriseUrgentBasis(ResponseBasis basis)
    {
        if (!Enum.IsDefined(basis))
        {
            throw new ArgumentOutOfRangeException(nameof(basis), basis, "Unknown response basis.");
        }

        ResponseTarget Retarget(ResponseTarget target) => target.Priority == TicketPriority.Urgent ? target with { Basis = basis } : target;
        LevelPolicy Relevel(LevelPolicy level) => level.Level == SupportLevel.Enterprise ? level with { Targets = [.. level.Targets.Select(Retarget)] } : level;
        return this with { Levels = [.. Levels.Select(Relevel)] };
    }

    /// <summary>Gives a copy whose office is also closed on these dates (of Pacific time), beside the dates it is closed on already.</summary>
    /// <remarks>They do not move the business days before and after Christmas, which are counted by federal holidays alone.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="dates"/> is null.</exception>
    public SupportPolicy WithAdditionalClosedDates(IEnumerable<DateOnly> dates) =>
        this with { Calendar = Calendar.WithClosedDates(dates ?? throw new ArgumentNullException(nameof(dates))) };

    // By index: an enumerator of an interface is an allocation, and an estimate makes none.
    private LevelPolicy LevelOf(SupportLevel level)
    {
        for (var i = 0; i < Levels.Count; i++)
        {
            if (Levels[i].Level == level)
            {
                return Levels[i];
            }
        }

        throw new ArgumentOutOfRangeException(nameof(level), level, "The policy has no such support level.");
    }

    private static ResponseTarget TargetOf(LevelPolicy level, TicketPriority priority)
    {
        for (var i = 0; i < level.Targets.Count; i++)
        {
            if (level.Targets[i].Priority == priority)
            {
                return level.Targets[i];
            }
        }

        throw new ArgumentOutOfRangeException(nameof(priority), priority, $"The policy has no response target for this priority at level {level.Level}.");
    }
}
