using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SupportSdk.Analyzers.Flow;

/// <summary>How a body writes its variables: those that a lambda writes have no known value anywhere.</summary>
internal sealed class VariableUse
{
    private readonly HashSet<ISymbol> _shared = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _writes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _delegates = new(SymbolEqualityComparer.Default);

    public VariableUse(IOperation root)
    {
        var outer = new List<(ISymbol Function, ISymbol Variable)>();
        foreach (var operation in root.Descendants())
        {
            if (operation is IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } method)
            {
                _delegates.Add(method.Method);
            }

            foreach (var target in Targets(operation))
            {
                Note(target, outer);
            }
        }

        foreach (var (function, variable) in outer)
        {
            if (function is not IMethodSymbol { MethodKind: MethodKind.LocalFunction } || _delegates.Contains(function))
            {
                _shared.Add(variable);
            }
        }
    }

    /// <summary>Whether a function that may run at any time writes it.</summary>
    public bool IsShared(ISymbol variable) => _shared.Contains(variable);

    /// <summary>Whether it keeps its first value.</summary>
    public bool IsStable(ISymbol variable) => !IsShared(variable) && (!_writes.TryGetValue(variable, out var count) || count <= (variable is IParameterSymbol ? 0 : 1));

    /// <summary>Whether a local function is used as a delegate, and so may run at any time.</summary>
    public bool IsDelegate(ISymbol function) => _delegates.Contains(function);

    private static IEnumerable<IOperation> Targets(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation { Symbol: not null, Initializer: not null } declarator => [declarator],
        IAssignmentOperation assignment => Parts(assignment.Target),
        IIncrementOrDecrementOperation increment => [increment.Target],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        IDeclarationPatternOperation { DeclaredSymbol: not null } pattern => [pattern],
        IForEachLoopOperation loop => [loop.LoopControlVariable],
        IAddressOfOperation address => [address.Reference],
        _ => [],
    };

    private static IEnumerable<IOperation> Parts(IOperation target) =>
        target is ITupleOperation tuple ? tuple.Elements.SelectMany(Parts) : target is IDeclarationExpressionOperation declaration ? Parts(declaration.Expression) : [target];

    private void Note(IOperation target, List<(ISymbol Function, ISymbol Variable)> outer)
    {
        ISymbol? variable = target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IVariableDeclaratorOperation declarator => declarator.Symbol,
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
            IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
            _ => null,
        };
        if (variable is null)
        {
            return;
        }

        _writes[variable] = (_writes.TryGetValue(variable, out var count) ? count : 0) + 1;
        if (FunctionOf(target) is { } function && !SymbolEqualityComparer.Default.Equals(function, variable.ContainingSymbol))
        {
            outer.Add((function, variable));
        }
    }

    private static ISymbol? FunctionOf(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda)
            {
                return lambda.Symbol;
            }

            if (parent is ILocalFunctionOperation local)
            {
                return local.Symbol;
            }
        }

        return null;
    }
}
