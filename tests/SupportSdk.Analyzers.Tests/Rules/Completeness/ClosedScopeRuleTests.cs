using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Rules.Completeness;

public sealed class ClosedScopeRuleTests
{
    private const string All = "the time it occurred (OccurredAt), evidence (Exception, Executions, ApiErrors or ConsoleErrors) and the user ID (UserId)";
    private const string User = "the user ID (UserId)";

    [Theory]
    [InlineData("try { using var scope = {|#1:client.BeginScope()|}; Work(); } catch (Exception) { await client.SubmitAsync({|#0:new()|} { Summary = \"s\" }); }", All)]
    [InlineData("try { using var scope = {|#1:client.BeginScope(\"a\")|}; Work(); } catch (Exception e) { await client.SubmitAsync({|#0:SupportTicket.FromException(e)|}); }", User)]
    [InlineData("try { using (var scope = {|#1:client.BeginScope()|}) { Work(); } } catch (IOException e) { await client.SubmitAsync({|#0:SupportTicket.FromException(e)|}); }", User)]
    [InlineData("try { using ({|#1:client.BeginScope()|}) { Work(); } } finally { await client.SubmitAsync({|#0:new()|} { Summary = \"s\" }); }", All)]
    [InlineData("using ({|#1:client.BeginScope()|}) { Work(); } await client.SubmitAsync({|#0:new()|} { Summary = \"s\" });", All)]
    [InlineData("var scope = {|#1:client.BeginScope()|}; Work(); scope.Dispose(); await client.SubmitAsync({|#0:new()|} { Summary = \"s\" });", All)]
    [InlineData("var scope = {|#1:client.BeginScope()|}; try { Work(); } finally { scope.Dispose(); } await client.SubmitAsync({|#0:new()|} { Summary = \"s\", UserId = null });", All)]
    [InlineData("var scope = await OpenAsync(); Work(); await client.SubmitAsync({|#0:new()|} { Summary = \"s\" });", All, 17)]
    [InlineData("try { using var scope = Open(); Work(); } catch (Exception e) { await client.SubmitAsync({|#0:SupportTicket.FromException(e)|}); }", User, 16)]
    [InlineData("try { using var scope = {|#1:client.BeginScope()|}; Work(); } catch (Exception e) when (e is IOException) { var t = SupportTicket.FromException(e); await client.SubmitAsync({|#0:t|}); }", User)]
    public Task Submission_AfterTheScopeClosed_IsReported(string statements, string missing, int line = 6)
    {
        var expected = new DiagnosticResult("SUP1008", DiagnosticSeverity.Warning).WithLocation(0)
            .WithMessage($"The scope of line {line} is closed before this ticket is submitted, so that the ticket goes without {missing}");
        var code = Program(statements);
        var helper = line == 16 ? "Open() => client.BeginScope(\"helper\")" : "return client.BeginScope(\"helper\")";
        var marked = helper.Replace("client", "{|#1:client", StringComparison.Ordinal) + "|}";
        return RuleTest.RunAsync("SUP1008", line == 6 ? code : code.Replace(helper, marked, StringComparison.Ordinal), expected.WithLocation(1));
    }

    [Theory]
    [InlineData("using var scope = client.BeginScope(); try { Work(); } catch (Exception e) { await client.SubmitAsync(SupportTicket.FromException(e)); }")]
    [InlineData("try { await client.RunAsync(\"a\", async scope => Work()); } catch (Exception e) { await client.SubmitAsync(SupportTicket.FromException(e)); }")]
    [InlineData("TicketDiagnostics kept; using (var scope = client.BeginScope()) { Work(); kept = scope.Snapshot(); } await client.SubmitAsync(new() { Summary = \"s\", Diagnostics = kept });")]
    [InlineData("DiagnosticScope scope = client.BeginScope(); Work(); scope.Dispose(); await client.SubmitAsync(new() { Summary = \"s\", Diagnostics = scope.Snapshot() });")]
    [InlineData("using (client.BeginScope()) { Work(); } await client.SubmitAsync(new() { Summary = \"s\", OccurredAt = when, UserId = user, Exception = new Exception() });")]
    [InlineData("using (client.BeginScope()) { Work(); await client.SubmitAsync(new() { Summary = \"s\" }); }")]
    [InlineData("using var outer = client.BeginScope(); using (client.BeginScope()) { Work(); } await client.SubmitAsync(new() { Summary = \"s\" });")]
    [InlineData("using (client.BeginScope()) { Work(); } await client.SubmitAsync(given);")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\" });")]
    [InlineData("var scope = Open(); Work(); await client.SubmitAsync(new() { Summary = \"s\" });")]
    [InlineData("using (client.BeginScope()) { Work(); } await client.RunAsync(\"b\", scope => client.SubmitAsync(new() { Summary = \"s\" }));")]
    public Task Submission_WithAScopeOrASnapshot_IsNotReported(string statements) => RuleTest.RunAsync("SUP1008", Program(statements));

    [Fact]
    public async Task ClosedScope_TakesTheWordOfTheIncompleteTicket()
    {
        var findings = await UserRun.FindingsAsync(Program("try { using var scope = client.BeginScope(); Work(); } catch (Exception) { await client.SubmitAsync(new() { Summary = \"s\" }); }"));

        Assert.Equal("SUP1008", Assert.Single(findings).Id);
    }

    private static string Program(string statements) =>
        $$"""
        class C(SupportClient client)
        {
            public async Task M(string? user, DateTimeOffset when, SupportTicket given)
            {
                await Task.Yield();
                {{statements}}
            }

            static void Work() { }






            private DiagnosticScope Open() => client.BeginScope("helper");
            private async Task<DiagnosticScope> OpenAsync() { await Task.Yield(); return client.BeginScope("helper"); }
        }
        """;
}
