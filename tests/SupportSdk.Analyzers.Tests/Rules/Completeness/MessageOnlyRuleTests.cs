using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Rules.Completeness;

public sealed class MessageOnlyRuleTests
{
    [Theory]
    [InlineData("return new SupportTicket { Summary = {|#0:e.Message|} };")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = {|#0:e.Message|} };")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = \"Failed: \" + {|#0:e.Message|} };")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = $\"Failed: {{|#0:e.Message|}}\" };")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = string.Join(\", \", {|#0:e.Message|}, \"x\") };")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = {|#0:e.Message|} ?? \"\" };")]
    [InlineData("return new SupportTicket { Summary = \"s\" } with { Description = {|#0:e.Message|} };")]
    [InlineData("SupportTicket t = new() { Summary = {|#0:e.Message|}, UserId = user }; return t;")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = {|#0:e.Message|}.Trim(), OccurredAt = DateTimeOffset.UtcNow };")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = user is null ? {|#0:e.Message|} : user };")]
    public Task Ticket_WithTheMessageAlone_IsMentioned(string statements) => RuleTest.RunAsync(
        "SUP1006",
        Program(statements),
        new DiagnosticResult("SUP1006", DiagnosticSeverity.Info).WithLocation(0)
            .WithMessage("Only the message of 'e' is attached: set Exception, so that support sees its type, its stack and its inner exceptions"));

    [Theory]
    [InlineData("return new SupportTicket { Summary = e.Message, Exception = e };")]
    [InlineData("return SupportTicket.FromException(e) with { Description = e.Message };")]
    [InlineData("var t = new SupportTicket { Summary = e.Message }; return t with { Exception = e };")]
    [InlineData("DiagnosticScope.Current?.AddException(e); return new SupportTicket { Summary = e.Message };")]
    [InlineData("using var scope = client.BeginScope(); return new SupportTicket { Summary = e.Message };")]
    [InlineData("return new SupportTicket { Summary = e.Message, Diagnostics = diagnostics };")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = error.Message };")]
    [InlineData("return new SupportTicket { Summary = \"s\", Description = e.GetType().Name };")]
    [InlineData("return new SupportTicket { Summary = \"Message\" };")]
    [InlineData("return new Other { Summary = e.Message };")]
    [InlineData("return new SupportTicket { Summary = \"s\", UserId = e.Message };")]
    public Task Ticket_WithTheExceptionOrWithoutItsMessage_IsNotMentioned(string statements) => RuleTest.RunAsync("SUP1006", Program(statements));

    private static string Program(string statements) =>
        $$"""
        class C(SupportClient client)
        {
            object M(InvalidOperationException e, string? user, ApiError error, TicketDiagnostics diagnostics)
            {
                _ = client;
                {{statements}}
            }
        }

        class Other { public string? Summary { get; set; } }
        """;
}
