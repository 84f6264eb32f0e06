namespace SupportSdk;

/// <summary>By when support gives its initial response, for the priority that was requested.</summary>
/// <param name="RespondBy">The instant, with the Pacific offset then in force.</param>
/// <param name="Basis">What the target's hours count.</param>
/// <param name="Target">The target, in hours of <paramref name="Basis"/>.</param>
/// <param name="BusinessHoursRespondBy">The instant if the target's hours were business hours; the same instant where they are.</param>
/// <remarks>An estimate: support assigns the final priority. Source: "Contacting Support", the table of support levels.</remarks>
public readonly record struct ResponseEstimate(DateTimeOffset RespondBy, ResponseBasis Basis, TimeSpan Target, DateTimeOffset BusinessHoursRespondBy);
