using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Flow;
using SupportSdk.Analyzers.Flow.Values;
using SupportSdk.Analyzers.Rules.Completeness;
using SupportSdk.Analyzers.Symbols;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Corpus;

/// <summary>What the analyzer says of a program: what it names, and whether it knows all of each ticket.</summary>
internal sealed class JudgedProgram
{
    public required HashSet<string> Named { get; init; }

    public required bool IsFullyKnown { get; init; }

    public static async Task<JudgedProgram> OfAsync(string code)
    {
        var findings = await UserRun.FindingsAsync(code);
        var named = findings.Where(found => found.Properties.ContainsKey(IncompleteTicketRule.MissingProperty)).SelectMany(found => found.Properties[IncompleteTicketRule.MissingProperty]!.Split(','));
        return new JudgedProgram { Named = [.. named], IsFullyKnown = Judged(code).All(known => known) };
    }

    private static IEnumerable<bool> Judged(string code)
    {
        var compilation = UserRun.Compile(code);
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        var sdk = Sdk.Find(compilation, new AnalyzerOptions([]).AnalyzerConfigOptionsProvider)!;
        foreach (var call in compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => SimpleName.Of(call.Expression) is "SubmitAsync" or "PrepareAsync"))
        {
            IOperation root = (IInvocationOperation)model.GetOperation(call, TestContext.Current.CancellationToken)!;
            while (root.Parent is { } parent)
            {
                root = parent;
            }

            var observed = BodyFlow.Of(root, model, sdk, _ => false, TestContext.Current.CancellationToken)?.At(call);
            yield return observed is not null && sdk.Contract!.Requirements.All(requirement => observed.Judge(requirement, sdk, sdk.Contract) is Answer.Given or Answer.Null or Answer.Empty);
        }
    }
}
