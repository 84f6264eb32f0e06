using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Rules.Completeness;

public sealed partial class IncompleteTicketRuleTests
{
    [Theory]
    [InlineData("var t = {|#1:new SupportTicket { Summary = \"a\", OccurredAt = when, Exception = new Exception() }|};\nif (flag) t = t with { UserId = user };\nawait client.SubmitAsync({|#0:t|});", User, 6)]
    [InlineData("string? u = {|#1:null|};\nif (flag) u = user;\nawait client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = u, OccurredAt = when, Exception = new Exception() });", User, 6)]
    [InlineData("await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = flag ? user : {|#1:null|}, OccurredAt = when, Exception = new Exception() });", User, 6)]
    [InlineData("SupportTicket t;\nif (flag) t = {|#1:new() { Summary = \"a\", UserId = user, OccurredAt = when }|};\nelse t = new() { Summary = \"b\", UserId = user, OccurredAt = when, Exception = new Exception() };\nawait client.SubmitAsync({|#0:t|});", Evidence, 7)]
    [InlineData("SupportTicket t = flag\n? {|#1:new() { Summary = \"a\", UserId = user, Exception = new Exception() }|}\n: new() { Summary = \"b\", UserId = user, Exception = new Exception(), OccurredAt = when };\nawait client.SubmitAsync({|#0:t|});", Time, 7)]
    [InlineData("Exception? e = {|#1:null|};\ntry { Work(); } catch (Exception caught) { e = caught; }\nawait client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = user, OccurredAt = when, Exception = e });", Evidence, 6)]
    [InlineData("DateTimeOffset? at = {|#1:null|};\nforeach (var i in Enumerable.Range(0, flag ? 1 : 0)) at = when;\nawait client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = user, OccurredAt = at, Exception = new Exception() });", Time, 6)]
    [InlineData("string? u = {|#1:null|};\nswitch (user) { case \"a\": u = user; break; }\nawait client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = u, OccurredAt = when, Exception = new Exception() });", User, 6)]
    [InlineData("string? u = {|#1:null|};\ntry { u = Environment.UserName; Work(); }\ncatch (Exception e) { await client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = u, OccurredAt = when, Exception = e }); }", User, 6)]
    [InlineData("string? u = {|#1:null|};\nwhile (u is null && flag) { u = Console.ReadLine(); }\nawait client.SubmitAsync({|#0:new SupportTicket|} { Summary = \"s\", UserId = u, OccurredAt = when, Exception = new Exception() });", User, 6)]
    [InlineData("await client.SubmitAsync({|#0:user switch { \"a\" => {|#1:new SupportTicket { Summary = \"s\", OccurredAt = when, Exception = new Exception() }|}, _ => new() { Summary = \"t\", UserId = user, OccurredAt = when, Exception = new Exception() } }|});", User, 6)]
    public Task Submission_WithoutWhatSomePathLacks_IsNamedWithThePath(string statements, string missing, int line)
    {
        var code = Program(statements);
        var expected = new DiagnosticResult("SUP1002", DiagnosticSeverity.Info).WithLocation(0).WithLocation(1).WithMessage($"Ticket may be submitted without {missing}, on the path through line {line}");
        var test = new RuleTest("SUP1001", "SUP1002") { TestCode = code };
        test.ExpectedDiagnostics.Add(expected);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
