namespace SupportSdk.Rendering;

/// <summary>What a message is made of; both halves give way when it is too large.</summary>
internal sealed record TicketContent(ResolvedTicket Ticket, TicketDecisions Decisions)
{
    /// <summary>Bytes below which no message of this content can be: files, and each character of the evidence once. To count them costs far less than to write them.</summary>
    public long LeastBytes =>
        Ticket.Attachments.Sum(a => (long)a.Content.Length) + Length(Ticket.Description) + Ticket.UserIds.Concat(Ticket.Scopes).Sum(Length)
        + Ticket.ApiErrors.Sum(e => Length(e.Method) + Length(e.Url) + Length(e.Code) + Length(e.Message) + Length(e.BodyExcerpt) + Length(e.RequestHeaders) + Length(e.ResponseHeaders))
        + Ticket.FailedExecutions.Sum(e => Length(e.Error)) + Ticket.ConsoleErrors.Sum(e => Length(e.Level) + Length(e.Message) + Length(e.Source) + Length(e.Stack))
        + Ticket.Exceptions.Sum(LengthOf) + Ticket.Calls.Sum(c => Length(c.Method) + Length(c.Url) + Length(c.Failure)) + Ticket.Logs.Sum(LengthOf) + Decisions.Incidents.Sum(i => Length(i.Name) + i.Components.Sum(Length));

    private static long LengthOf(ExceptionDetails exception) => Length(exception.Type) + Length(exception.Message) + Length(exception.StackTrace) + exception.Data.Sum(d => Length(d.Key) + Length(d.Value)) + exception.Inner.Sum(LengthOf);

    private static long LengthOf(CapturedLog log) =>
        Length(log.Category) + Length(log.Message) + log.Values.Sum(v => Length(v.Key) + Length(v.Value)) + log.LogScopes.Sum(Length) + (log.Exception is null ? 0 : LengthOf(log.Exception));

    private static long Length(string? text) => text?.Length ?? 0;
}
