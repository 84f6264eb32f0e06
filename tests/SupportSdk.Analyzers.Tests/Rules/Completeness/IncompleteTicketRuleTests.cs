using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Rules.Completeness;

public sealed partial class IncompleteTicketRuleTests
{
    private const string Time = "the time it occurred (OccurredAt)";
    private const string Evidence = "evidence (Exception, Executions, ApiErrors or ConsoleErrors)";
    private const string User = "the user ID (UserId)";

    [Theory]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\" });", Time, Evidence, User)]
    [InlineData("await client.SubmitAsync({|#0:new()|} { Summary = \"s\" });", Time, Evidence, User)]
    [InlineData("await client.PrepareAsync({|#0:new SupportTicket|} { Summary = \"s\" });", Time, Evidence, User)]
    [InlineData("var t = new SupportTicket { Summary = \"s\" }; await client.SubmitAsync({|#0:t|});", Time, Evidence, User)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", OccurredAt = DateTimeOffset.UtcNow });", Evidence, User)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", OccurredAt = DateTimeOffset.UtcNow, UserId = user });", Evidence)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", OccurredAt = null, UserId = \" \", Exception = default, ApiErrors = [], Executions = new List<WorkflowExecutionLink>() });", Time, Evidence, User)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = string.Empty, ConsoleErrors = Array.Empty<ConsoleError>(), OccurredAt = DateTimeOffset.MinValue });", Time, Evidence, User)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", AffectsEndUser = false });", Time, Evidence)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", Impact = TicketImpact.FeatureRequest });", Time, Evidence)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", Impact = TicketImpact.ProductionDown, OccurredAt = when, Exception = new Exception() });", User)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", Impact = TicketImpact.FeatureRequest, AffectsEndUser = true, OccurredAt = when, Exception = new Exception() });", User)]
    [InlineData("await client.SubmitAsync({|#0:SupportTicket.FromException(new Exception(\"x\"))|});", User)]
    [InlineData("var a = new SupportTicket { Summary = \"s\", UserId = user }; var b = a with { UserId = null, OccurredAt = when }; await client.SubmitAsync({|#0:b|});", Evidence, User)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket { Summary = \"s\" } with { UserId = user }|});", Time, Evidence)]
    [InlineData("SupportTicket t; if (flag) t = new() { Summary = \"a\", UserId = user }; else t = new() { Summary = \"b\", OccurredAt = when, UserId = user }; await client.SubmitAsync({|#0:t|});", Evidence)]
    [InlineData("await client.SubmitAsync({|#0:flag ? new SupportTicket { Summary = \"a\" } : new SupportTicket { Summary = \"b\" }|});", Time, Evidence, User)]
    [InlineData("string? u = null; await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = u!, OccurredAt = when, Exception = new Exception() });", User)]
    [InlineData("try { Work(); } catch (Exception e) { await client.SubmitAsync({|#0:SupportTicket.FromException(e)|}); }", User)]
    [InlineData("try { Work(); } catch (InvalidOperationException e) when (e.HResult > 0) { await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", Exception = e }); }", Time, User)]
    [InlineData("try { Work(); } finally { await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", Exception = new Exception(), UserId = user }); }", Time)]
    [InlineData("foreach (var i in Enumerable.Range(0, 3)) { await client.SubmitAsync({|#0:new SupportTicket|} { Summary = $\"{i}\", OccurredAt = when, UserId = user }); }", Evidence)]
    [InlineData("using (client.BeginScope(\"a\")) { Work(); } await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", OccurredAt = when, UserId = user });", Evidence)]
    [InlineData("var make = () => new SupportTicket { Summary = \"s\", UserId = user }; await client.SubmitAsync({|#0:make()|});", Time, Evidence)]
    [InlineData("SupportTicket Make(string? id) => new() { Summary = \"s\", UserId = id }; await client.SubmitAsync({|#0:Make(null)|});", Time, Evidence, User)]
    [InlineData("await client.SubmitAsync({|#0:Helper(null)|});", Time, Evidence, User)]
    [InlineData("await client.SubmitAsync({|#0:await HelperAsync(user)|});", Time, Evidence)]
    [InlineData("_ = Task.Run(async () => await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = user }));", Time, Evidence)]
    [InlineData("Func<Task> later = () => client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = user }); Keep(later);", Time, Evidence)]
    [InlineData("if (user is null) { await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = user, OccurredAt = when, Exception = new Exception() }); }", User)]
    [InlineData("var errors = new List<ApiError>(); await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", ApiErrors = errors, UserId = user });", Time, Evidence)]
    [InlineData("client?.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = user });", Time, Evidence)]
    [InlineData("await Send({|#0:new SupportTicket|} { Summary = \"s\", UserId = user }); Task SubmitIt() => Task.CompletedTask; await SubmitIt();", Time, Evidence)]
    [InlineData("switch (user) { case \"a\": await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = user }); break; }", Time, Evidence)]
    [InlineData("await client.SubmitAsync({|#0:user switch { \"a\" => new SupportTicket { Summary = \"s\", UserId = user }, _ => new() { Summary = \"t\", UserId = user } }|});", Time, Evidence)]
    public Task Submission_WithoutWhatEveryPathLacks_IsReported(string statements, params string[] missing)
    {
        var list = missing.Length == 1 ? missing[0] : string.Join(", ", missing[..^1]) + " and " + missing[^1];
        return RuleTest.RunAsync("SUP1001", Reported(statements), new DiagnosticResult("SUP1001", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("Ticket is submitted without " + list));
    }

    /// <summary>A program whose ticket is reported.</summary>
    internal static string Reported(string statements) => Program(statements).Replace("Send(", "SubmitAll(", StringComparison.Ordinal);

    private static string Program(string statements) =>
        $$"""
        class C(SupportClient client)
        {
            async Task M(string? user, DateTimeOffset when, bool flag, Exception given, SupportTicket ticket, ApiError error)
            {
                await Task.Yield();
                {{statements}}
            }

            static SupportTicket Helper(string? user) => new() { Summary = "s", UserId = user };
            static async Task<SupportTicket> HelperAsync(string? user) { await Task.Yield(); var t = new SupportTicket { Summary = "s" }; return t with { UserId = user }; }
            protected virtual SupportTicket Virtual() => new() { Summary = "s" };
            static void Work() { }
            static void Keep(object o) { }
            static Task SubmitAll([Submits] SupportTicket t) => Task.CompletedTask;
        }
        """;
}
