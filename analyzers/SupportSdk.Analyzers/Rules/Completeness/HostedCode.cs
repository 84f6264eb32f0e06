using Microsoft.CodeAnalysis;
using SupportSdk.Analyzers.Driver;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>Code of a hosted service runs outside of requests: no request's scope is around it.</summary>
internal static class HostedCode
{
    public static bool Holds(NodeContext context)
    {
        var type = context.Model.GetEnclosingSymbol(context.Node.SpanStart, context.CancellationToken)?.ContainingType;
        return type?.AllInterfaces.Any(implemented => implemented is { Name: "IHostedService", ContainingNamespace: { Name: "Hosting", ContainingNamespace.Name: "Extensions" } }) == true;
    }
}
