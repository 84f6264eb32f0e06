namespace SupportSdk;

/// <summary>
/// Collects the diagnostics of one piece of work, such as a request or a job. It follows <see langword="await"/> (AsyncLocal), nests, and never throws into the app.
/// </summary>
/// <remarks>
/// The inner scope also sees the outer one's evidence; the outer one never sees the inner one's, so that users are not mixed.
/// Open it by <c>SupportClient.BeginScope</c> outside the <see langword="try"/>, or use <c>RunAsync</c>. Safe for use by several threads.
/// </remarks>
public sealed class DiagnosticScope : IDisposable
{
    private static readonly AsyncLocal<DiagnosticScope?> Ambient = new();

    // More than any budget holds of one record, and far from an overflow.
    private const int MostBytes = 1 << 24;

    private readonly DiagnosticScope? _previous;
    private EvidenceBook? _book;
    private volatile bool _closed;

    internal DiagnosticScope(EvidenceStore store, string? name)
    {
        (Store, Name, _previous) = (store, name, Current);
        Ambient.Value = this;
    }

    /// <summary>The scope of the work at hand, or <see langword="null"/> where there is none.</summary>
    public static DiagnosticScope? Current
    {
        get
        {
            var scope = Ambient.Value;
            while (scope is { _closed: true })
            {
                scope = scope._previous;
            }

            return scope;
        }
    }

    internal EvidenceStore Store { get; }

    internal string? Name { get; }

    /// <summary>What is noted here; a scope in which nothing is noted costs one object.</summary>
    internal EvidenceBook Book => _book ?? MakeBook();

    /// <summary>Notes the user of a Paragon User Token: its <c>sub</c> claim, else <c>id</c>. The token is decoded, never verified, and never kept.</summary>
    /// <param name="userToken">The token; text that is not a token is ignored.</param>
    [ProvidesDiagnostics(Diagnostic.UserId)]
    public void SetUserToken(string userToken)
    {
        if (userToken is not null && Store.Door.UserIdOf(userToken) is { } userId)
        {
            Book.AddUser(userId);
        }
    }

    /// <summary>Notes the user, by the user ID of the Paragon User Token.</summary>
    /// <param name="userId">The user ID; blank text is ignored.</param>
    [ProvidesDiagnostics(Diagnostic.UserId)]
    public void SetUserId(string userId)
    {
        if (!string.IsNullOrWhiteSpace(userId))
        {
            Book.AddUser(Store.Door.CleanUserId(userId));
        }
    }

    /// <summary>Adds a link to a workflow execution; one that is there already is not added again.</summary>
    /// <param name="link">The link.</param>
    [ProvidesDiagnostics(Diagnostic.Evidence)]
    public void AddExecution(WorkflowExecutionLink link)
    {
        if (link is not null)
        {
            Book.AddExecution(link);
        }
    }

    /// <summary>Adds a failed API request.</summary>
    /// <param name="error">The error; its texts are redacted when a snapshot is read.</param>
    [ProvidesDiagnostics(Diagnostic.Evidence | Diagnostic.OccurredAt)]
    public void AddApiError(ApiError error) => Add(EvidenceKind.ApiError, error, BytesOf(error?.Url, error?.Message, error?.BodyExcerpt));

    /// <summary>Adds an error of the browser's console.</summary>
    /// <param name="error">The error; its texts are redacted when a snapshot is read.</param>
    [ProvidesDiagnostics(Diagnostic.Evidence | Diagnostic.OccurredAt)]
    public void AddConsoleError(ConsoleError error) => Add(EvidenceKind.ConsoleError, error, BytesOf(error?.Message, error?.Source, error?.Stack));

    /// <summary>Adds an exception. Text is made of it, redacted, when a snapshot is read; until the scope is gone the object is kept.</summary>
    /// <param name="exception">The exception.</param>
    [ProvidesDiagnostics(Diagnostic.Evidence | Diagnostic.OccurredAt)]
    public void AddException(Exception exception) => Add(EvidenceKind.Exception, exception, EvidenceRecord.ExceptionBytes);

    /// <summary>What this scope and the outer ones of the same client have seen until now.</summary>
    public TicketDiagnostics Snapshot() => Store.Door.Read(Copy());

    /// <summary>
    /// Makes this scope current for the work at hand, until the result is disposed: the hand-off where AsyncLocal cannot follow, such as the consumer of a channel,
    /// a timer, or work started under <see cref="ExecutionContext.SuppressFlow"/>.
    /// </summary>
    /// <returns>Dispose it where the work ends, in the same method; the scope itself stays open.</returns>
    public IDisposable Enter() => new Entry(this);

    /// <summary>Ends the scope; the outer one is current again. What was seen stays readable by <see cref="Snapshot"/>.</summary>
    public void Dispose()
    {
        _closed = true;
        if (ReferenceEquals(Ambient.Value, this))
        {
            Ambient.Value = Current;
        }

        Volatile.Read(ref _book)?.Close();
    }

    /// <summary>The kind and counts; never a name, a text or a user.</summary>
    public override string ToString() => $"DiagnosticScope {Volatile.Read(ref _book)?.ToString() ?? "without evidence"}";

    internal static DiagnosticScope? CurrentOf(EvidenceStore store)
    {
        var scope = Ambient.Value;
        while (scope is not null && (scope._closed || !ReferenceEquals(scope.Store, store)))
        {
            scope = scope._previous;
        }

        return scope;
    }

    /// <summary>Whether this is the other scope, or one opened inside it.</summary>
    internal bool IsWithin(DiagnosticScope other)
    {
        var scope = this;
        while (scope is not null && !ReferenceEquals(scope, other))
        {
            scope = scope._previous;
        }

        return scope is not null;
    }

    /// <summary>A copy of what this scope and the outer ones of the same client noted until now; text is not made yet.</summary>
    internal EvidenceCopy Copy()
    {
        var copy = new EvidenceCopy(Store.Clock);
        if (_previous is null)
        {
            CopyTo(copy);
            return copy;
        }

        // A loop, not a recursion: an app that forgets to dispose its scopes may nest them without end.
        var chain = new Stack<DiagnosticScope>();
        for (var scope = this; scope is not null; scope = scope._previous)
        {
            if (ReferenceEquals(scope.Store, Store))
            {
                chain.Push(scope);
            }
        }

        foreach (var scope in chain)
        {
            scope.CopyTo(copy);
        }

        return copy;
    }

    private void CopyTo(EvidenceCopy copy)
    {
        copy.AddScope(Name);
        Volatile.Read(ref _book)?.CopyTo(copy);
    }

    private void Add(EvidenceKind kind, object? subject, int bytes)
    {
        if (subject is not null)
        {
            Book.Add(new EvidenceRecord { Kind = kind, At = Store.Clock.Now, Subject = subject, Bytes = bytes });
        }
    }

    // The texts are the app's, and kept alive.
    private static int BytesOf(string? one, string? two, string? three) =>
        (int)Math.Min(MostBytes, 2 * ((one?.Length ?? 0) + (long)(two?.Length ?? 0) + (three?.Length ?? 0)));

    private EvidenceBook MakeBook()
    {
        var book = Store.NewBook();
        var first = Interlocked.CompareExchange(ref _book, book, null) ?? book;
        if (_closed)
        {
            first.Close();
        }

        return first;
    }

    private sealed class Entry : IDisposable
    {
        private readonly DiagnosticScope _entered;
        private readonly DiagnosticScope? _before;

        public Entry(DiagnosticScope entered)
        {
            (_entered, _before) = (entered, Ambient.Value);
            Ambient.Value = entered;
        }

        public void Dispose()
        {
            if (ReferenceEquals(Ambient.Value, _entered))
            {
                Ambient.Value = _before;
            }
        }
    }
}
