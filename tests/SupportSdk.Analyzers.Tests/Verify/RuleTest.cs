using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace SupportSdk.Analyzers.Tests.Verify;

/// <summary>Runs one or more rules over a user's code; all others are off.</summary>
internal sealed class RuleTest : CSharpAnalyzerTest<SupportSdkAnalyzer, DefaultVerifier>
{
    public RuleTest(params string[] ids) => UserProject.SetUp(this, ids);

    /// <summary>
    /// The code must give exactly what its markup says: <c>{|SUP1007:span|}</c> for a span, and <c>{|#0:span|}</c> with an expected result for its message too.
    /// </summary>
    public static Task RunAsync(string id, string code, params DiagnosticResult[] expected)
    {
        var test = new RuleTest(id) { TestCode = code };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    protected override ParseOptions CreateParseOptions() => UserProject.Language;

    protected override CompilationOptions CreateCompilationOptions() => UserProject.Options(base.CreateCompilationOptions(), OutputKind.DynamicallyLinkedLibrary);
}
