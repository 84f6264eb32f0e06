using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.Diagnostics;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Corpus;

/// <summary>
/// An analyzer that throws is switched off by the compiler, with a warning (AD0001) in the user's build: none may. <c>ANALYZER_PROGRAMS=5000</c> runs more of them;
/// the seeds are the same at every run.
/// </summary>
public sealed class GeneratedProgramTests
{
    private const int MethodsOfEach = 50;

    private static readonly int Programs = int.TryParse(Environment.GetEnvironmentVariable("ANALYZER_PROGRAMS"), out var programs) ? programs : 1_000;

    [Fact]
    public async Task Analyzer_OverGeneratedPrograms_NeverThrows()
    {
        var exceptions = new ConcurrentQueue<string>();
        for (var seed = 1; seed <= Programs / MethodsOfEach; seed++)
        {
            var code = new GeneratedPrograms(seed).Class(MethodsOfEach);
            var compilation = UserRun.Compile(code);
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), (exception, _, _) => exceptions.Enqueue($"seed {seed}: {exception}"), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
            await new CompilationWithAnalyzers(compilation, [new SupportSdkAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(exceptions.IsEmpty, exceptions.FirstOrDefault());
    }
}
