using Microsoft.CodeAnalysis.Testing;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Rules.Completeness;

public sealed partial class IncompleteTicketRuleTests
{
    private const string Complete = "Summary = \"s\", OccurredAt = when, UserId = user, Exception = given";

    [Theory]
    [InlineData("await client.SubmitAsync(new SupportTicket { " + Complete + " });")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", UserId = user, ApiErrors = [error] });")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", UserId = user, ApiErrors = new[] { error } });")]
    [InlineData("await client.SubmitAsync(ticket);")]
    [InlineData("await client.SubmitAsync(ticket with { UserId = null });")]
    [InlineData("await client.SubmitAsync(Virtual());")]
    [InlineData("await client.SubmitAsync(_kept);")]
    [InlineData("await client.SubmitAsync(new List<SupportTicket>()[0]);")]
    [InlineData("var t = new SupportTicket { Summary = \"s\" }; t = t with { OccurredAt = when, UserId = user, Exception = given }; await client.SubmitAsync(t);")]
    [InlineData("SupportTicket? t = null; Keep(() => t = new() { Summary = \"s\" }); await client.SubmitAsync(t!);")]
    [InlineData("SupportTicket Make() => new() { " + Complete + " }; await client.SubmitAsync(Make());")]
    [InlineData("SupportTicket t = new() { Summary = \"s\" }; void Fill() => t = t with { OccurredAt = when, UserId = user, Exception = given }; Fill(); await client.SubmitAsync(t);")]
    [InlineData("using var scope = client.BeginScope(\"a\"); Work(); await client.SubmitAsync(new() { Summary = \"s\" });")]
    [InlineData("using (client.BeginScope()) { Work(); await client.SubmitAsync(new() { Summary = \"s\" }); }")]
    [InlineData("using var scope = client.BeginScope(); try { Work(); } catch (Exception) { await client.SubmitAsync(new() { Summary = \"s\" }); }")]
    [InlineData("await client.RunAsync(\"a\", async scope => { Work(); await client.SubmitAsync(new() { Summary = \"s\" }); });")]
    [InlineData("await client.RunAsync(\"a\", scope => client.SubmitAsync(new() { Summary = \"s\" }));")]
    [InlineData("try { await client.RunAsync(\"a\", async scope => Work()); } catch (Exception e) { await client.SubmitAsync(SupportTicket.FromException(e)); }")]
    [InlineData("try { await client.RunAsync(\"a\", async scope => Work()); } catch (Exception e) { var wrapped = new InvalidOperationException(\"x\", e); await client.SubmitAsync(SupportTicket.FromException(wrapped)); }")]
    [InlineData("await client.SubmitAsync(SupportTicket.FromException(given));")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", Exception = given });")]
    [InlineData("var scope = client.BeginScope(); Work(); scope.Dispose(); await client.SubmitAsync(new() { Summary = \"s\", Diagnostics = scope.Snapshot() });")]
    [InlineData("DiagnosticScope.Current?.SetUserId(\"u\"); await client.SubmitAsync(new() { Summary = \"s\" });")]
    [InlineData("Scoped(scope => client.SubmitAsync(new() { Summary = \"s\" }));")]
    [InlineData("var t = new SupportTicket { Summary = \"s\", OccurredAt = when, Exception = given }; if (t.UserId is null) { t = t with { UserId = user }; } await client.SubmitAsync(t);")]
    [InlineData("var t = new SupportTicket { Summary = \"s\", OccurredAt = when, Exception = given }; if (t is { UserId: null }) { t = t with { UserId = user }; } await client.SubmitAsync(t);")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", AffectsEndUser = false, OccurredAt = when, Exception = given });")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", AffectsEndUser = flag, OccurredAt = when, Exception = given });")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", Impact = TicketImpact.NotImpairing, OccurredAt = when, Exception = given });")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", Impact = (TicketImpact)user!.Length, OccurredAt = when, Exception = given });")]
    [InlineData("var errors = new List<ApiError>(); errors.Add(error); await client.SubmitAsync(new() { Summary = \"s\", UserId = user, ApiErrors = errors });")]
    [InlineData("var errors = new List<ApiError> { error }; await client.SubmitAsync(new() { Summary = \"s\", UserId = user, ApiErrors = errors });")]
    [InlineData("var errors = new List<ApiError>(); Keep(errors); await client.SubmitAsync(new() { Summary = \"s\", UserId = user, ApiErrors = errors });")]
    [InlineData("var errors = new List<ApiError>(); foreach (var e in Load()) errors.Add(e); await client.SubmitAsync(new() { Summary = \"s\", UserId = user, OccurredAt = when, ApiErrors = errors.ToArray(), Exception = given });")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", UserId = user, ApiErrors = [.. Load()] });")]
    [InlineData("await client.SubmitAsync(new() { Summary = \"s\", UserId = user, OccurredAt = when, Description = \"see https://d.example/connect/projects/x/history/workflows/y/executions/z\" });")]
    [InlineData("Uri link = new(\"https://d.example\"); await client.SubmitAsync(new() { Summary = \"s\", UserId = user, OccurredAt = when, Description = $\"see {link}\" });")]
    [InlineData("string? u = user; if (u is null) return; await client.SubmitAsync(new() { Summary = \"s\", UserId = u, OccurredAt = when, Exception = given });")]
    [InlineData("await client.SubmitAsync(Mine(user));")]
    [InlineData("await client.SubmitAsync(ByHelper(when));")]
    [InlineData("if (false) { await client.SubmitAsync(new() { Summary = \"s\" }); }")]
    [InlineData("await Other.SubmitAsync(new SupportTicket { Summary = \"s\" });")]
    [InlineData("(string? u, DateTimeOffset at) = (user, when); await client.SubmitAsync(new() { Summary = \"s\", UserId = u, OccurredAt = at, Exception = given });")]
    [InlineData("System.Linq.Expressions.Expression<Func<Task>> tree = () => client.FlushAsync(default); await client.SubmitAsync(new() { " + Complete + " });")]
    public Task Submission_ThatIsCompleteOrUnknown_IsNotReported(string statements) => SilentAsync(statements);

    [Theory]
    [InlineData("supportsdk.required = evidence", "await client.SubmitAsync(new() { Summary = \"s\", Exception = new Exception() });")]
    [InlineData("supportsdk.required = occurred_at, user_id", "await client.SubmitAsync(new() { Summary = \"s\", UserId = user, OccurredAt = when });")]
    [InlineData("build_property.SupportSdkAmbientDiagnostics = true", "await client.SubmitAsync(new() { Summary = \"s\", UserId = user });")]
    [InlineData("build_property.SupportSdkAmbientDiagnostics = occurred_at, evidence, user_id", "await client.SubmitAsync(new() { Summary = \"s\" });")]
    [InlineData("build_property.IsTestProject = true", "await client.SubmitAsync(new() { Summary = \"s\" });")]
    public Task Submission_AsTheOptionsWantIt_IsNotReported(string option, string statements) => SilentAsync(statements, option);

    private static Task SilentAsync(string statements, string? option = null)
    {
        var test = new RuleTest("SUP1001", "SUP1002") { TestCode = Silent(statements), CompilerDiagnostics = CompilerDiagnostics.Errors };
        if (option is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{option}\n"));
        }

        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A program of which nothing is reported.</summary>
    internal static string Silent(string statements) =>
        $$"""
        class C(SupportClient client)
        {
            private SupportTicket _kept = new() { Summary = "s" };

            async Task M(string? user, DateTimeOffset when, bool flag, Exception given, SupportTicket ticket, ApiError error)
            {
                await Task.Yield();
                {{statements}}
            }

            protected virtual SupportTicket Virtual() => new() { Summary = "s" };
            static void Work() { }
            static void Keep(object o) { }
            static void Keep(Action o) { }
            static IEnumerable<ApiError> Load() => [];
            static void Scoped(Func<DiagnosticScope, Task> work) { }
            [ProvidesDiagnostics(Diagnostic.OccurredAt | Diagnostic.Evidence | Diagnostic.UserId)] static SupportTicket Mine(string? user) => new() { Summary = "s" };
            static SupportTicket ByHelper(DateTimeOffset when) => WithUser(new() { Summary = "s", OccurredAt = when, Exception = new Exception() });
            static SupportTicket WithUser(SupportTicket t) => t with { UserId = Environment.UserName };
        }

        static class Other { public static Task SubmitAsync(SupportTicket ticket) => Task.CompletedTask; }
        """;
}
