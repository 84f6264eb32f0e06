using System.Collections.Immutable;
using SupportSdk.Analyzers.Driver;
using SupportSdk.Analyzers.Flow;
using SupportSdk.Analyzers.Flow.Values;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>What a submission lacks: on every way, and on some.</summary>
internal sealed class Verdict
{
    private Verdict(Observation observed, IReadOnlyList<Requirement> missing, IReadOnlyList<Requirement> maybe) => (Observed, Missing, Maybe) = (observed, missing, maybe);

    public Observation Observed { get; }

    public IReadOnlyList<Requirement> Missing { get; }

    public IReadOnlyList<Requirement> Maybe { get; }

    /// <summary>Null where nothing is said: a test project, a body out of sight, a scope that the callers in this file open.</summary>
    public static Verdict? Of(Submission submission)
    {
        var context = submission.Context;
        if (context.Sdk.Options.IsTestProject || context.Sdk.Contract is not { } contract || submission.Observed is not { } observed)
        {
            return null;
        }

        var missing = new List<Requirement>();
        var maybe = new List<Requirement>();
        foreach (var requirement in contract.Requirements)
        {
            if (!IsWanted(requirement, context))
            {
                continue;
            }

            var answer = observed.Judge(requirement, context.Sdk, contract);
            if ((answer & Answer.Missing) != 0 && (answer & Answer.Unknown) == 0)
            {
                ((answer & ~Answer.Missing) == 0 ? missing : maybe).Add(requirement);
            }
        }

        return missing.Count + maybe.Count > 0 && !ScopedCallers.Any(context.Node) ? new Verdict(observed, missing, maybe) : null;
    }

    private static bool IsWanted(Requirement requirement, NodeContext context) =>
        context.Options.Required?.Contains(requirement.Key) != false
        && !(Supplies(context.Sdk.Options.Ambient, requirement) && !HostedCode.Holds(context));

    // "true" is what a scope around every request supplies on its own: the time and the evidence of its calls.
    private static bool Supplies(ImmutableHashSet<string> ambient, Requirement requirement) =>
        ambient.Contains(requirement.Key) || (ambient.Contains("true") && requirement.WhenSlot < 0);
}
