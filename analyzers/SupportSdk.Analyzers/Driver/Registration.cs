namespace SupportSdk.Analyzers.Driver;

/// <summary>
/// What the rules of one compilation want to see, by kind of syntax and by name. The name is tested on the text, before anything is bound:
/// a rule sees what is called so, and asks the semantic model whether it is the SDK's.
/// </summary>
internal sealed class Registration
{
    public NameTable<NodeContext> Calls { get; } = new();

    public NameTable<NodeContext> Creations { get; } = new();

    public NameTable<NodeContext> Assignments { get; } = new();

    public List<Action<NodeContext>> Catches { get; } = [];

    public List<Action<Submission>> Submissions { get; } = [];

    /// <summary>Calls of methods with one of these names: <c>x.Name(...)</c>, <c>x?.Name(...)</c>, <c>Name(...)</c>, <c>Name&lt;T&gt;(...)</c>. The node is an InvocationExpressionSyntax.</summary>
    public void OnCall(Action<NodeContext> action, params string[] names) => Calls.Add(action, names);

    /// <summary>Creations of types with one of these simple names, <c>new()</c> with a declared type included. The node is a BaseObjectCreationExpressionSyntax.</summary>
    public void OnCreation(Action<NodeContext> action, params string[] names) => Creations.Add(action, names);

    /// <summary>Assignments to something with one of these names, in initializers too. The node is an AssignmentExpressionSyntax.</summary>
    public void OnAssignment(Action<NodeContext> action, params string[] names) => Assignments.Add(action, names);

    /// <summary>Every catch clause: look at its syntax first. The node is a CatchClauseSyntax.</summary>
    public void OnCatch(Action<NodeContext> action) => Catches.Add(action);

    /// <summary>Calls through which a ticket leaves: an argument for a parameter marked <c>[Submits]</c>, or a sink of the options.</summary>
    public void OnSubmission(Action<Submission> action) => Submissions.Add(action);
}
