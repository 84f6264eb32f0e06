using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SupportSdk.Analyzers.Tests.Verify;

/// <summary>Runs the analyzer as the compiler does, with every rule on, over one file of a user's.</summary>
internal static class UserRun
{
    /// <summary>What the rules report, an exception of the analyzer included. The code must compile.</summary>
    public static async Task<IReadOnlyList<Finding>> FindingsAsync(string code)
    {
        var compilation = Compile(code);
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), found => found.Severity == DiagnosticSeverity.Error);
        return await FindingsAsync(compilation);
    }

    public static async Task<IReadOnlyList<Finding>> FindingsAsync(Compilation compilation)
    {
        var run = compilation.WithAnalyzers([new SupportSdkAnalyzer()]);
        return await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    public static CSharpCompilation Compile(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, UserProject.Language, "User.cs");
        var isProgram = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        return CSharpCompilation.Create(
            "User",
            [tree, CSharpSyntaxTree.ParseText(UserProject.Usings, UserProject.Language, "Usings.cs")],
            UserReferences.WithSdk,
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
