using SupportSdk.Redaction;
using SupportSdk.Status;

namespace SupportSdk.Submission;

/// <summary>Makes what a status feed tells fit to be sent: a feed may be the app's own, and give anything.</summary>
internal sealed class StatusCleaner(Redactor redactor)
{
    private const int MaxIncidents = 50;
    private const int MaxComponents = 50;
    private const int MaxLine = 200;
    private const int MaxProblem = 500;
    private const int MaxAddress = 500;

    public StatusSnapshot Clean(StatusSnapshot status) => status with
    {
        Incidents = (status.Incidents ?? []).OfType<StatusIncident>().Take(MaxIncidents).Select(Clean).ToArray(),
        Problem = status.Problem is null ? null : Line(status.Problem, MaxProblem),
        Source = Address(status.Source) ?? new Uri("about:blank"),
    };

    private StatusIncident Clean(StatusIncident incident) => new(
        Line(incident.Id), Line(incident.Name), Line(incident.Status), Line(incident.Impact), Address(incident.Url), incident.StartedAt,
        (incident.Components ?? []).OfType<string>().Take(MaxComponents).Select(name => Line(name)).ToArray());

    private string Line(string? text, int length = MaxLine) => PlainText.Cut(redactor.Text(PlainText.CleanLine(text ?? ""), place: "status"), length);

    private Uri? Address(Uri? address) => address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && Uri.TryCreate(redactor.Url(address.AbsoluteUri, place: "status"), UriKind.Absolute, out var clean) && clean.AbsoluteUri.Length <= MaxAddress ? clean : null;
}
