using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using SupportSdk.Analyzers.Tests.Verify;
using SupportSdk.CodeFixes;

namespace SupportSdk.Analyzers.Tests.Fixes;

public sealed class IncompleteTicketFixTests
{
    private const string Head =
        """
        class C(SupportClient support)
        {
            static Task WorkAsync() => Task.CompletedTask;


        """;

    [Theory]
    [InlineData(
        """
            async Task SyncAsync()
            {
                // The work.
                try { await WorkAsync(); }
                catch (Exception) { await support.SubmitAsync({|SUP1001:new SupportTicket|} { Summary = "sync fails" }); }
            }
        """,
        """
            async Task SyncAsync()
            {
                using var scope = support.BeginScope("SyncAsync");
                // The work.
                try { await WorkAsync(); }
                catch (Exception) { await support.SubmitAsync(new SupportTicket { Summary = "sync fails" }); }
            }
        """)]
    [InlineData(
        "    async Task SyncAsync() { await support.SubmitAsync({|SUP1001:new SupportTicket|} { Summary = \"a\" }); }",
        "    async Task SyncAsync() { using var scope = support.BeginScope(\"SyncAsync\"); await support.SubmitAsync(new SupportTicket { Summary = \"a\" }); }")]
    [InlineData(
        """
            async Task SyncAsync(int scope)
            {
                await WorkAsync();
                await support.SubmitAsync({|SUP1001:new SupportTicket|} { Summary = "a" });
                await support.SubmitAsync({|SUP1001:new SupportTicket|} { Summary = "b" });
            }
        """,
        """
            async Task SyncAsync(int scope)
            {
                using var diagnosticScope = support.BeginScope("SyncAsync");
                await WorkAsync();
                await support.SubmitAsync(new SupportTicket { Summary = "a" });
                await support.SubmitAsync(new SupportTicket { Summary = "b" });
            }
        """)]
    [InlineData(
        """
            async Task SyncAsync()
            {
                await using var own = SupportClient.Create(_ => { });
                await WorkAsync();
                await own.SubmitAsync({|SUP1001:new SupportTicket|} { Summary = "a" });
            }
        """,
        """
            async Task SyncAsync()
            {
                await using var own = SupportClient.Create(_ => { });
                using var scope = own.BeginScope("SyncAsync");
                await WorkAsync();
                await own.SubmitAsync(new SupportTicket { Summary = "a" });
            }
        """)]
    [InlineData(
        """
            Func<Task> Sync() => async () =>
            {
                await WorkAsync();
                await support.SubmitAsync({|SUP1001:new SupportTicket|} { Summary = "a" });
            };
        """,
        """
            Func<Task> Sync() => async () =>
            {
                using var scope = support.BeginScope("Sync");
                await WorkAsync();
                await support.SubmitAsync(new SupportTicket { Summary = "a" });
            };
        """)]
    public Task Scope_IsOpenedAroundTheWork(string code, string fixedCode) => FixAsync(Head + code + "\n}\n", Head + fixedCode + "\n}\n", IncompleteTicketFixProvider.OpenScope);

    [Fact]
    public Task Scope_OfAProgram_IsOpenedAfterTheClient() => FixAsync(
        "using System.Text;\n\n// The client.\nvar support = SupportClient.Create(_ => { });\n\n// The work.\nawait Task.Yield();\nawait support.SubmitAsync({|SUP1001:new SupportTicket|} { Summary = \"a\" });\n",
        "using System.Text;\n\n// The client.\nvar support = SupportClient.Create(_ => { });\n\nusing var scope = support.BeginScope(\"work\");\n// The work.\nawait Task.Yield();\nawait support.SubmitAsync(new SupportTicket { Summary = \"a\" });\n",
        IncompleteTicketFixProvider.OpenScope,
        OutputKind.ConsoleApplication);

    [Fact]
    public Task Scope_KeepsTheLineEndsOfTheFile() => FixAsync(
        "class C(SupportClient support)\r\n{\r\n\tasync Task SyncAsync()\r\n\t{\r\n\t\tawait support.SubmitAsync({|SUP1001:new()|} { Summary = \"a\" });\r\n\t}\r\n}\r\n",
        "class C(SupportClient support)\r\n{\r\n\tasync Task SyncAsync()\r\n\t{\r\n\t\tusing var scope = support.BeginScope(\"SyncAsync\");\r\n\t\tawait support.SubmitAsync(new() { Summary = \"a\" });\r\n\t}\r\n}\r\n",
        IncompleteTicketFixProvider.OpenScope);

    [Theory]
    [InlineData("string userId", "{|SUP1001:SupportTicket.FromException(new Exception())|}", "SupportTicket.FromException(new Exception()) with { UserId = userId }")]
    [InlineData("string endUserId, string name", "{|SUP1001:SupportTicket.FromException(new Exception())|}", "SupportTicket.FromException(new Exception()) with { UserId = endUserId }")]
    [InlineData("string userId, DateTimeOffset when, Exception e", "{|SUP1001:new SupportTicket|} { Summary = \"a\" }", "new SupportTicket { Summary = \"a\", OccurredAt = when, Exception = e, UserId = userId }")]
    [InlineData("string userId, DateTimeOffset? when, ApiError error", "{|SUP1001:new()|} { Summary = \"a\", UserId = null }", "new() { Summary = \"a\", UserId = userId, OccurredAt = when, ApiErrors = [error] }")]
    [InlineData("string userId, TimeProvider clock, WorkflowExecutionLink link", "{|SUP1001:new SupportTicket|} { Summary = \"a\", }", "new SupportTicket { Summary = \"a\", OccurredAt = clock.GetUtcNow(), Executions = [link], UserId = userId }")]
    [InlineData("string userId, ApiError error", "{|SUP1001:new SupportTicket { Summary = \"a\", ApiErrors = [error] } with { UserId = \" \" }|}", "new SupportTicket { Summary = \"a\", ApiErrors = [error] } with { UserId = userId }")]
    public Task Properties_ThatFit_AreSetFromScope(string parameters, string ticket, string fixedTicket) => FixAsync(
        $"class C(SupportClient support) {{ Task M({parameters}) => support.SubmitAsync({ticket}); }}",
        $"class C(SupportClient support) {{ Task M({parameters}) => support.SubmitAsync({fixedTicket}); }}",
        IncompleteTicketFixProvider.SetFromScope);

    [Fact]
    public Task Properties_OfALongInitializer_StandOnTheirOwnLines() => FixAsync(
        """
        class C(SupportClient support)
        {
            async Task M(string userId)
            {
                try { await Task.Yield(); }
                catch (Exception failure)
                {
                    await support.SubmitAsync({|SUP1001:new SupportTicket|}
                    {
                        Summary = "a", // what is wrong
                        Description = "b" // more
                    });
                }
            }
        }
        """,
        """
        class C(SupportClient support)
        {
            async Task M(string userId)
            {
                try { await Task.Yield(); }
                catch (Exception failure)
                {
                    await support.SubmitAsync(new SupportTicket
                    {
                        Summary = "a", // what is wrong
                        Description = "b", // more
                        OccurredAt = DateTimeOffset.UtcNow,
                        Exception = failure,
                        UserId = userId
                    });
                }
            }
        }
        """,
        IncompleteTicketFixProvider.SetFromScope);

    [Theory]
    [InlineData("Exception e", "{|SUP1001:SupportTicket.FromException(new Exception())|}", "SupportTicket.FromException(new Exception()) with { UserId = {|CS0103:fillInUserId|} }")]
    [InlineData("string userId, string otherUserId", "{|SUP1001:SupportTicket.FromException(new Exception())|}", "SupportTicket.FromException(new Exception()) with { UserId = {|CS0103:fillInUserId|} }")]
    [InlineData("string userId, Exception one, Exception two", "{|SUP1001:new()|} { Summary = \"a\", UserId = userId, OccurredAt = DateTimeOffset.UtcNow }", "new() { Summary = \"a\", UserId = userId, OccurredAt = DateTimeOffset.UtcNow, Exception = {|CS0103:fillInException|} }")]
    public Task Properties_ThatDoNotFit_LeaveOneErrorAtThePlaceToFill(string parameters, string ticket, string fixedTicket)
    {
        var test = Test(
            $"class C(SupportClient support) {{ Task M({parameters}) => support.SubmitAsync({ticket}); }}",
            $"class C(SupportClient support) {{ Task M({parameters}) => support.SubmitAsync({fixedTicket}); }}",
            IncompleteTicketFixProvider.SetToFillIn);
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task FixAsync(string code, string fixedCode, string key, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var test = Test(code, fixedCode, key, kind);
        test.NumberOfFixAllIterations = 1;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static FixTest<IncompleteTicketFixProvider> Test(string code, string fixedCode, string key, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        new(code, fixedCode, key, kind, "SUP1001");
}
