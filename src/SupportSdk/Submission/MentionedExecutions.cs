using SupportSdk.Paragon;

namespace SupportSdk.Submission;

/// <summary>The workflow executions whose links stand in a ticket's texts: what was typed, answers of the API, messages of exceptions, logs and the browser.</summary>
internal static class MentionedExecutions
{
    private const int Most = 20;

    /// <summary>The ticket with the links that its texts hold; executions that it has already stay as they are.</summary>
    public static ResolvedTicket Add(ResolvedTicket ticket)
    {
        var known = ticket.Executions.Select(link => link.ExecutionId).ToHashSet();
        var found = TextsOf(ticket).SelectMany(text => ExecutionLinks.FindIn(text)).Where(link => known.Add(link.ExecutionId)).Take(Most).ToArray();
        return found.Length == 0 ? ticket : ticket with { Executions = [.. ticket.Executions, .. found] };
    }

    private static IEnumerable<string?> TextsOf(ResolvedTicket ticket) =>
        new[] { ticket.Summary, ticket.Description }
            .Concat(ticket.ApiErrors.SelectMany(error => new[] { error.Message, error.BodyExcerpt }))
            .Concat(ticket.Exceptions.SelectMany(TextsOf))
            .Concat(ticket.Logs.SelectMany(log => log.LogScopes.Prepend(log.Message).Concat(log.Values.Values).Concat(log.Exception is { } exception ? TextsOf(exception) : [])))
            .Concat(ticket.ConsoleErrors.SelectMany(error => new[] { error.Message, error.Stack }));

    private static IEnumerable<string?> TextsOf(ExceptionDetails exception) => exception.Inner.SelectMany(TextsOf).Concat(exception.Data.Values).Prepend(exception.Message);
}
