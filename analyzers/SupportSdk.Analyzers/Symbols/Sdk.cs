using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SupportSdk.Analyzers.Flow;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>The SDK's types in one compilation, looked up once. A type that this version of the SDK lacks is null, and its rules stay silent.</summary>
internal sealed class Sdk
{
    private Sdk(Compilation compilation, INamedTypeSymbol ticket, AnalyzerConfigOptionsProvider options)
    {
        Ticket = ticket;
        Submits = Type(compilation, "SubmitsAttribute");
        Client = Type(compilation, "SupportClient");
        Scope = Type(compilation, "DiagnosticScope");
        ExecutionLink = Type(compilation, "WorkflowExecutionLink");
        ApiError = Type(compilation, "ApiError");
        ConsoleError = Type(compilation, "ConsoleError");
        Provides = Type(compilation, "ProvidesDiagnosticsAttribute");
        Contract = TicketContract.Read(ticket, Type(compilation, "RequiredDiagnosticAttribute"));
        Facts = new ProjectFacts(compilation);
        Options = new ProjectOptions(compilation, options.GlobalOptions);
    }

    public INamedTypeSymbol Ticket { get; }

    public INamedTypeSymbol? Submits { get; }

    public INamedTypeSymbol? Client { get; }

    public INamedTypeSymbol? Scope { get; }

    public INamedTypeSymbol? ExecutionLink { get; }

    public INamedTypeSymbol? ApiError { get; }

    public INamedTypeSymbol? ConsoleError { get; }

    public INamedTypeSymbol? Provides { get; }

    /// <summary>Null where this SDK's contract is not understood.</summary>
    public TicketContract? Contract { get; }

    public ProjectFacts Facts { get; }

    public FlowCache Flows { get; } = new();

    public ProjectOptions Options { get; }

    /// <summary>Null where the SDK is not referenced.</summary>
    public static Sdk? Find(Compilation compilation, AnalyzerConfigOptionsProvider options) =>
        Type(compilation, "SupportTicket") is { } ticket ? new Sdk(compilation, ticket, options) : null;

    public bool IsTicket(ITypeSymbol? type) => Is(type, Ticket);

    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, other);

    /// <summary>Whether the member is the type's own, or overrides one of it.</summary>
    public static bool IsMember(ISymbol member, INamedTypeSymbol? type)
    {
        for (var declaring = member; declaring is not null; declaring = (declaring as IMethodSymbol)?.OverriddenMethod)
        {
            if (Is(declaring.ContainingType, type))
            {
                return true;
            }
        }

        return false;
    }

    public static bool Has(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (Is(data.AttributeClass, attribute))
            {
                return true;
            }
        }

        return false;
    }

    private static INamedTypeSymbol? Type(Compilation compilation, string name) => compilation.GetTypeByMetadataName("SupportSdk." + name);
}
