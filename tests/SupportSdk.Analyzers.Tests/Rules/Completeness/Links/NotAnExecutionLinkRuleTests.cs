using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using SupportSdk.Analyzers.Rules.Completeness.Links;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Rules.Completeness.Links;

public sealed class NotAnExecutionLinkRuleTests
{
    private const string Good =
        "https://dashboard.useparagon.com/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/0b6b6b0e-2f0f-4b57-8a62-5c6d0d3f9a11/executions/9d2f6a3c-4d5e-4f60-8b71-2c3d4e5f6a7b";

    public static TheoryData<string, string> NeverALink => new()
    {
        { "\"\"", "it is not an absolute address" },
        { "null", "it is null" },
        { "\"/connect/projects\"", "it does not begin with https://" },
        { "\"executions/9d2f\"", "it is not an absolute address" },
        { "\"http://dashboard.useparagon.com/\"", "it does not begin with https://" },
        { "\"https://dana@dashboard.useparagon.com/\"", "it holds a user name" },
        { "\"https://dashboard.useparagon.com/workflows\"", "its path is not /connect/projects/{id}/history/workflows/{id}/executions/{id}" },
        { "\"" + Good.Replace("/history/", "/past/", StringComparison.Ordinal) + "\"", "its path is not /connect/projects/{id}/history/workflows/{id}/executions/{id}" },
        { "\"" + Good[..^36] + "latest\"", "'latest' in its path is not a UUID" },
        { "\"" + Good[..^36] + "{executionId}\"", "'%7BexecutionId%7D' in its path is not a UUID" },
        { "\"" + Good[..^36] + "00000000-0000-0000-0000-000000000000\"", "'00000000-0000-0000-0000-000000000000' in its path is not a UUID" },
        { "Page", "it does not begin with https://" },
        { "\"https://\" + \"dashboard.useparagon.com\"", "its path is not /connect/projects/{id}/history/workflows/{id}/executions/{id}" },
    };

    [Theory]
    [MemberData(nameof(NeverALink))]
    public Task TryParse_OfAConstantThatIsNoLink_IsReported(string text, string problem) => RuleTest.RunAsync(
        "SUP1007",
        $$"""
        class C
        {
            private const string Page = "ftp://dashboard.useparagon.com/";
            bool M() => WorkflowExecutionLink.TryParse({|#0:{{text}}|}, out _);
        }
        """,
        new DiagnosticResult("SUP1007", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("This is never a link to a workflow execution: " + problem));

    [Theory]
    [InlineData("Guid.Empty", "projectId")]
    [InlineData("default", "projectId")]
    [InlineData("new Guid()", "projectId")]
    [InlineData("default(Guid)", "projectId")]
    [InlineData("new(\"00000000-0000-0000-0000-000000000000\")", "projectId")]
    [InlineData("Guid.Parse(\"00000000-0000-0000-0000-000000000000\")", "projectId")]
    public Task Create_OfAnEmptyId_IsReported(string id, string name) => RuleTest.RunAsync(
        "SUP1007",
        $$"""class C { object M(Guid id) => WorkflowExecutionLink.Create({|#0:{{id}}|}, id, id); }""",
        new DiagnosticResult("SUP1007", DiagnosticSeverity.Warning).WithLocation(0).WithMessage($"This is never a link to a workflow execution: {name} is empty"));

    [Theory]
    [InlineData("WorkflowExecutionLink.TryParse(\"" + Good + "\", out _)")]
    [InlineData("WorkflowExecutionLink.TryParse(\"  " + Good + "?tab=1#step \", out _)")]
    [InlineData("WorkflowExecutionLink.TryParse(text, out _)")]
    [InlineData("WorkflowExecutionLink.TryParse($\"https://dashboard.useparagon.com/{text}\", out _)")]
    [InlineData("WorkflowExecutionLink.TryParse(text + \"x\", out _)")]
    [InlineData("WorkflowExecutionLink.TryParse(Environment.GetEnvironmentVariable(\"x\"), out _)")]
    [InlineData("WorkflowExecutionLink.Create(id, id, id) is null")]
    [InlineData("WorkflowExecutionLink.Create(Guid.NewGuid(), Guid.Parse(text), new Guid(text)) is null")]
    [InlineData("WorkflowExecutionLink.Create(Guid.Parse(\"38b1f170-0c43-4eae-9a04-ab85325d99f7\"), id, id) is null")]
    [InlineData("int.TryParse(\"x\", out _)")]
    [InlineData("Uri.TryCreate(\"x\", UriKind.Absolute, out _)")]
    [InlineData("Mine.TryParse(\"x\", out _)")]
    public Task AnythingElse_IsNotReported(string expression) => RuleTest.RunAsync(
        "SUP1007",
        $$"""
        class C { bool M(string text, Guid id) => {{expression}}; }
        static class Mine { public static bool TryParse(string text, out int value) { value = 0; return false; } }
        """);

    [Theory]
    [InlineData(null)]
    [InlineData(Good)]
    [InlineData(" " + Good + "/ ")]
    [InlineData(Good + "?a=b")]
    [InlineData("https://Paragon.Customer.example:8443/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/0b6b6b0e-2f0f-4b57-8a62-5c6d0d3f9a11/executions/9d2f6a3c-4d5e-4f60-8b71-2c3d4e5f6a7b")]
    [InlineData("HTTPS://dashboard.useparagon.com/Connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/0b6b6b0e-2f0f-4b57-8a62-5c6d0d3f9a11/executions/9d2f6a3c-4d5e-4f60-8b71-2c3d4e5f6a7b")]
    [InlineData("https://a/connect/projects/{38b1f170-0c43-4eae-9a04-ab85325d99f7}/history/workflows/0b6b6b0e-2f0f-4b57-8a62-5c6d0d3f9a11/executions/9d2f6a3c-4d5e-4f60-8b71-2c3d4e5f6a7b")]
    [InlineData("https://a:b@c/connect")]
    [InlineData("x")]
    [InlineData("//dashboard.useparagon.com/connect")]
    public void Shape_OfAnyText_IsThatOfTheRun(string? text) => Assert.Equal(WorkflowExecutionLink.TryParse(text, out _), ExecutionLinkShape.ProblemOf(text) is null);

    [Fact]
    public async Task TestProject_IsNotReported()
    {
        var test = new RuleTest("SUP1007") { TestCode = "class C { bool M() => WorkflowExecutionLink.TryParse(\"x\", out _); }" };
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nbuild_property.IsTestProject = true\n"));

        await test.RunAsync(TestContext.Current.CancellationToken);
    }
}
