namespace SupportSdk.Policy;

/// <summary>The table of support levels as "Contacting Support" prints it.</summary>
internal static class ParagonLevels
{
    public static IReadOnlyList<LevelPolicy> All { get; } =
    [
        new()
        {
            Level = SupportLevel.Startup,
            Channels = [SupportChannel.Email],
            Targets = [Urgent(24), High(24), Normal(24), Low(24)],
        },
        new()
        {
            Level = SupportLevel.Pro,
            Channels = [SupportChannel.Email],
            Targets = [Urgent(4), High(4), Normal(12), Low(24)],
        },
        new()
        {
            Level = SupportLevel.Enterprise,
            Channels = [SupportChannel.Email, SupportChannel.Slack],
            // The one cell whose hours are not called business hours.
            Targets = [Urgent(2) with { Basis = ResponseBasis.ElapsedHours }, High(4), Normal(8), Low(12)],
        },
    ];

    private static ResponseTarget Urgent(int hours) => Target(TicketPriority.Urgent, hours);

    private static ResponseTarget High(int hours) => Target(TicketPriority.High, hours);

    private static ResponseTarget Normal(int hours) => Target(TicketPriority.Normal, hours);

    private static ResponseTarget Low(int hours) => Target(TicketPriority.Low, hours);

    private static ResponseTarget Target(TicketPriority priority, int hours) => new() { Priority = priority, Within = TimeSpan.FromHours(hours) };
}
