using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Corpus;

/// <summary>The code of this repository, seen by every rule at once, from several threads.</summary>
public sealed class RepositoryTests
{
    [Theory]
    [InlineData("samples/ConsoleApp", OutputKind.ConsoleApplication)]
    [InlineData("tests/SupportSdk.Email.Tests", OutputKind.DynamicallyLinkedLibrary)]
    public async Task Analyzer_OverThisRepository_NeverThrows(string folder, OutputKind kind)
    {
        var trees = Directory.EnumerateFiles(Path.Combine(Tree.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), UserProject.Language, path, cancellationToken: TestContext.Current.CancellationToken))
            .Append(CSharpSyntaxTree.ParseText(UserProject.Usings, UserProject.Language, "Usings.cs", cancellationToken: TestContext.Current.CancellationToken)).ToArray();
        var exceptions = new ConcurrentBag<string>();
        for (var run = 0; run < 2; run++)
        {
            var compilation = CSharpCompilation.Create("Repository", trees, UserReferences.WithSdk, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
            var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => exceptions.Add(exception.ToString()), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
            await new CompilationWithAnalyzers(compilation, [new SupportSdkAnalyzer()], options).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(exceptions.IsEmpty, exceptions.FirstOrDefault());
    }
}
