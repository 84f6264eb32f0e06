namespace SupportSdk.Rendering;

/// <summary>Cuts every text of a ticket to a number of characters, and tells whether one was longer. The summary, times, the first user and the ids by which support finds a call stay whole.</summary>
internal sealed class TextKnife(int description, int message)
{
    private const int StackToMessage = 8;

    private bool _used;

    /// <summary>The content with shorter texts; null where every text was short enough.</summary>
    public TicketContent? Apply(TicketContent content)
    {
        var shorter = new TicketContent(Ticket(content.Ticket), Decisions(content.Decisions));
        return _used ? shorter : null;
    }

    private ResolvedTicket Ticket(ResolvedTicket ticket) => ticket with
    {
        Description = CutTo(ticket.Description, description),
        ApiErrors = Each(ticket.ApiErrors, e => e with
        {
            Method = Cut(e.Method),
            Url = Cut(e.Url),
            Code = CutAny(e.Code),
            Message = CutAny(e.Message),
            BodyExcerpt = CutAny(e.BodyExcerpt),
            RequestHeaders = CutAny(e.RequestHeaders),
            ResponseHeaders = CutAny(e.ResponseHeaders),
        }),
        FailedExecutions = Each(ticket.FailedExecutions, e => e with
        {
            Status = Cut(e.Status),
            Error = CutAny(e.Error),
            FailingStep = e.FailingStep is { } step ? new WorkflowStep(Cut(step.StepId), Cut(step.Type)) : null,
        }),
        ConsoleErrors = Each(ticket.ConsoleErrors, e => e with { Level = Cut(e.Level), Message = Cut(e.Message), Source = CutAny(e.Source), Stack = CutAny(e.Stack) }),
        Exceptions = Each(ticket.Exceptions, Exception),
        UserIds = ticket.UserIds.Select((id, i) => i == 0 ? id : Cut(id)).ToArray(),
        Scopes = Each(ticket.Scopes, Cut),
        Facts = Each(ticket.Facts, f => f with { Value = CutAny(f.Value) }),
        Redactions = Each(ticket.Redactions, n => n with { Rule = Cut(n.Rule), Place = Cut(n.Place) }),
        Dropped = ticket.Dropped.GroupBy(d => Cut(d.Key)).ToDictionary(same => same.Key, same => same.Sum(d => d.Value)),
        Contact = ticket.Contact is { } contact ? contact with { Name = Cut(contact.Name) } : null,
    };

    private TicketDecisions Decisions(TicketDecisions decisions) => decisions with
    {
        StatusLine = Cut(decisions.StatusLine),
        HistoryLine = CutAny(decisions.HistoryLine),
        Incidents = Each(decisions.Incidents, i => i with
        {
            Id = Cut(i.Id),
            Name = Cut(i.Name),
            Status = Cut(i.Status),
            Impact = Cut(i.Impact),
            Components = Each(i.Components, Cut),
        }),
    };

    // An inner exception goes whole, and so do the data: cut to pieces it would still cost, and tell less.
    private ExceptionDetails Exception(ExceptionDetails exception)
    {
        _used |= exception.Inner.Count > 0 || exception.Data.Count > 0;
        return exception with { Type = Cut(exception.Type), Message = Cut(exception.Message), StackTrace = CutTo(exception.StackTrace, message * StackToMessage), Inner = [], Data = new Dictionary<string, string>() };
    }

    private string Cut(string text) => CutTo(text, message)!;

    private string? CutAny(string? text) => CutTo(text, message);

    private string? CutTo(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return text;
        }

        _used = true;
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static T[] Each<T>(IReadOnlyList<T> items, Func<T, T> change) => items.Select(change).ToArray();
}
