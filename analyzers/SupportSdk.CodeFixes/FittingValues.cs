using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SupportSdk.CodeFixes;

/// <summary>Values in scope at a call that fit a ticket's property: offered only where there is exactly one.</summary>
internal static class FittingValues
{
    private const string Vocabulary = "SupportSdk";

    /// <summary>The property and the value that supply a diagnostic; null where no value fits, or more than one.</summary>
    public static (string Property, string Value)? For(string diagnostic, TicketSite site) => diagnostic switch
    {
        "OccurredAt" => Named("OccurredAt", Only(site, symbol => IsTime(TypeOf(symbol))) ?? Clock(site)),
        "UserId" => Named("UserId", Only(site, symbol => TypeOf(symbol)?.SpecialType == SpecialType.System_String && IsUserId(symbol.Name))),
        "Evidence" => Evidence(site),
        _ => null,
    };

    /// <summary>The name of the only symbol in scope that fits; null where none does, or more than one.</summary>
    public static string? Only(TicketSite site, Func<ISymbol, bool> fits)
    {
        var found = InScope(site).Where(fits).Take(2).ToList();
        return found.Count == 1 ? Written(found[0]) : null;
    }

    public static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol { IsImplicitlyDeclared: false } field => field.Type,
        IPropertySymbol { IsWriteOnly: false, IsIndexer: false } property => property.Type,
        _ => null,
    };

    private static (string Property, string Value)? Named(string property, string? value) => value is null ? null : (property, value);

    private static string Written(ISymbol symbol) =>
        SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None ? "@" + symbol.Name : symbol.Name;

    private static IEnumerable<ISymbol> InScope(TicketSite site)
    {
        var isStatic = site.Model.GetEnclosingSymbol(site.Call.SpanStart) is { IsStatic: true };
        return site.Model.LookupSymbols(site.Call.SpanStart).Where(symbol => symbol switch
        {
            ILocalSymbol local => IsAssigned(local, site),
            IParameterSymbol => true,
            IFieldSymbol or IPropertySymbol => (!isStatic || symbol.IsStatic) && !symbol.DeclaringSyntaxReferences.IsEmpty,
            _ => false,
        });
    }

    // Declared before the call, with a value: by its initializer, a pattern, an out argument, a loop or a catch.
    private static bool IsAssigned(ILocalSymbol local, TicketSite site) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declared && declared.Span.End < site.Call.SpanStart
        && declared is not VariableDeclaratorSyntax { Initializer: null };

    private static bool IsTime(ITypeSymbol? type) =>
        (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } inner } ? inner[0] : type)?.Name == "DateTimeOffset";

    private static bool IsUserId(string name) => name.Replace("_", "").EndsWith("userid", StringComparison.OrdinalIgnoreCase);

    // The time of a catch is the time of the failure, nearly enough.
    private static string? Clock(TicketSite site)
    {
        if (InScope(site).Any(symbol => IsTime(TypeOf(symbol))))
        {
            return null;
        }

        return Only(site, symbol => TypeOf(symbol)?.Name == "TimeProvider") is { } provider ? provider + ".GetUtcNow()"
            : site.Call.FirstAncestorOrSelf<CatchClauseSyntax>() is not null ? "DateTimeOffset.UtcNow"
            : null;
    }

    private static (string Property, string Value)? Evidence(TicketSite site)
    {
        if (site.Call.FirstAncestorOrSelf<CatchClauseSyntax>() is { Declaration.Identifier: { ValueText.Length: > 0 } caught })
        {
            return ("Exception", caught.Text);
        }

        var found = InScope(site).Select(symbol => Of(TypeOf(symbol), Written(symbol))).Where(one => one is not null).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static (string Property, string Value)? Of(ITypeSymbol? type, string value) =>
        IsException(type) ? ("Exception", value)
        : IsOurs(type, "ApiError") ? ("ApiErrors", $"[{value}]")
        : IsOurs(type, "ConsoleError") ? ("ConsoleErrors", $"[{value}]")
        : IsOurs(type, "WorkflowExecutionLink") ? ("Executions", $"[{value}]")
        : null;

    private static bool IsOurs(ITypeSymbol? type, string name) => type?.Name == name && type.ContainingNamespace is { Name: Vocabulary, ContainingNamespace.IsGlobalNamespace: true };

    private static bool IsException(ITypeSymbol? type)
    {
        for (var known = type; known is not null; known = known.BaseType)
        {
            if (known is { Name: "Exception", ContainingNamespace.Name: "System" })
            {
                return true;
            }
        }

        return false;
    }
}
