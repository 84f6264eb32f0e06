using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace SupportSdk.Analyzers.Tests.Verify;

/// <summary>Applies a fixer to a user's code until nothing is left to fix; alone, and to the document, the project and the solution at once.</summary>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<SupportSdkAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    public FixTest(string code, string fixedCode, string key, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, params string[] ids)
    {
        UserProject.SetUp(this, ids);
        (TestState.OutputKind, FixedState.OutputKind) = (kind, kind);
        FixedState.Sources.Add(("/0/Usings.cs", UserProject.Usings));
        (TestCode, FixedCode, CodeActionEquivalenceKey) = (code, fixedCode, key);
        FixedState.AdditionalReferences.AddRange(UserReferences.WithSdk);
        CompilerDiagnostics = CompilerDiagnostics.Errors;
    }

    protected override ParseOptions CreateParseOptions() => UserProject.Language;

    protected override CompilationOptions CreateCompilationOptions() => UserProject.Options(base.CreateCompilationOptions(), TestState.OutputKind ?? OutputKind.DynamicallyLinkedLibrary);
}
