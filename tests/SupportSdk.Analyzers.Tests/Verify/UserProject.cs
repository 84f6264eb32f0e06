using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace SupportSdk.Analyzers.Tests.Verify;

/// <summary>A user's project as the tests build it: C# 14, nullable, implicit usings, no test framework.</summary>
internal static class UserProject
{
    public const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using SupportSdk;
        """;

    public static CSharpParseOptions Language { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public static void SetUp(AnalyzerTest<DefaultVerifier> test, IReadOnlyCollection<string> ids)
    {
        test.ReferenceAssemblies = new ReferenceAssemblies("none");
        test.TestState.AdditionalReferences.AddRange(UserReferences.WithSdk);
        test.TestState.Sources.Add(("/0/Usings.cs", Usings));
        test.DisabledDiagnostics.AddRange(RuleCatalog.Descriptors.Select(rule => rule.Id).Except(ids));
    }

    public static CompilationOptions Options(CompilationOptions options, OutputKind kind) =>
        ((CSharpCompilationOptions)options).WithNullableContextOptions(NullableContextOptions.Enable).WithOutputKind(kind);
}
