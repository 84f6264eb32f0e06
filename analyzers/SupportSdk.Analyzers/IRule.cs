using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Driver;

namespace SupportSdk.Analyzers;

/// <summary>One rule, or two that are one look at the code. It holds no state: one instance serves every compilation.</summary>
internal interface IRule
{
    ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    /// <summary>Says which syntax the rule wants to see. Called once per compilation that references the SDK.</summary>
    void Register(Registration registration);
}
