using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Flow.Values;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>Collections that a body makes and fills: whether something is in them.</summary>
internal static class Lists
{
    private static readonly string[] Types = ["List", "HashSet", "Queue", "Stack", "LinkedList", "SortedSet", "Collection", "ObservableCollection", "ConcurrentBag", "ConcurrentQueue"];
    private static readonly string[] Adding = ["Add", "Insert", "Enqueue", "Push", "AddLast", "AddFirst"];
    private static readonly string[] AddingMany = ["AddRange", "InsertRange", "UnionWith"];
    private static readonly string[] Removing = ["Remove", "RemoveAt", "RemoveAll", "RemoveRange", "Dequeue", "Pop", "ExceptWith", "IntersectWith", "TryDequeue", "TryTake", "TryPop"];
    private static readonly string[] Copying =
        ["ToArray", "ToList", "AsReadOnly", "ToImmutableArray", "ToImmutableList", "ToHashSet", "AsEnumerable", "Distinct", "OrderBy", "OrderByDescending", "Reverse", "Order", "Append", "Prepend"];

    public static bool IsList(ITypeSymbol? type) => type is INamedTypeSymbol { IsGenericType: true, ContainingNamespace.ContainingNamespace.Name: "Collections" or "System" } && Types.Contains(type.Name);

    /// <summary>What is in a list at its creation: nothing, or what it was made of.</summary>
    public static Answer Initial(IObjectCreationOperation creation, IReadOnlyList<Value> arguments, FlowState state)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (creation.Arguments[i].Parameter?.Type is INamedTypeSymbol { Name: "IEnumerable" or "IList" or "ICollection" })
            {
                return state.AnswersOf(arguments[i]) is var answers && (answers & Answer.Given) != 0 && answers != Answer.Given ? Answer.Assumed : answers;
            }
        }

        return Answer.Empty;
    }

    /// <summary>Whether the call adds, removes or copies, and what that makes of the list; null for any other call.</summary>
    public static Answer? After(string method, Answer before, Answer argument) =>
        Adding.Contains(method) ? Answer.Given
        : AddingMany.Contains(method) ? AddedMany(before, argument)
        : Removing.Contains(method) ? Answer.Unknown
        : method == "Clear" ? Answer.Empty
        : null;

    public static bool Copies(string method) => Copying.Contains(method);

    private static Answer AddedMany(Answer before, Answer argument) =>
        before == Answer.Given ? before : (argument & ~Answer.Missing) == 0 ? before : argument == Answer.Given ? Answer.Given : Answer.Assumed;
}
