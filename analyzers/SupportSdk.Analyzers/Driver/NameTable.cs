namespace SupportSdk.Analyzers.Driver;

/// <summary>Actions by a name in the code.</summary>
internal sealed class NameTable<TContext>
{
    private readonly Dictionary<string, List<Action<TContext>>> _actions = new(StringComparer.Ordinal);

    public bool IsEmpty => _actions.Count == 0;

    public void Add(Action<TContext> action, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!_actions.TryGetValue(name, out var actions))
            {
                _actions[name] = actions = [];
            }

            actions.Add(action);
        }
    }

    public List<Action<TContext>>? Find(string? name) => name is not null && _actions.TryGetValue(name, out var actions) ? actions : null;
}
