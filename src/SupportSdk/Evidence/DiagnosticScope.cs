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

    private readonly DiagnosticScope? _previous;
    private readonly IEvidenceDoor _door;
    private readonly EvidenceBook _book;
    private volatile bool _closed;

    internal DiagnosticScope(object owner, IEvidenceDoor door, string? name, Telemetry.LossLedger losses)
    {
        (Owner, _door, Name, _previous) = (owner, door, name, Current);
        _book = new EvidenceBook(losses);
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

    internal object Owner { get; }

    internal string? Name { get; }

    /// <summary>Notes the user of a Paragon User Token: its <c>sub</c> claim, else <c>id</c>. The token is decoded, never verified, and never kept.</summary>
    /// <param name="userToken">The token; text that is not a token is ignored.</param>
    [ProvidesDiagnostics(Diagnostic.UserId)]
    public void SetUserToken(string userToken)
    {
        if (userToken is not null && _door.UserIdOf(userToken) is { } userId)
        {
            _book.AddUser(userId);
        }
    }

    /// <summary>Notes the user, by the user ID of the Paragon User Token.</summary>
    /// <param name="userId">The user ID; blank text is ignored.</param>
    [ProvidesDiagnostics(Diagnostic.UserId)]
    public void SetUserId(string userId)
    {
        if (!string.IsNullOrWhiteSpace(userId))
        {
            _book.AddUser(_door.CleanUserId(userId));
        }
    }

    /// <summary>Adds a link to a workflow execution; one that is there already is not added again.</summary>
    /// <param name="link">The link.</param>
    [ProvidesDiagnostics(Diagnostic.Evidence)]
    public void AddExecution(WorkflowExecutionLink link)
    {
        if (link is not null)
        {
            _book.AddExecution(link);
        }
    }

    /// <summary>Adds a failed API request.</summary>
    /// <param name="error">The error; its texts are redacted here.</param>
    [ProvidesDiagnostics(Diagnostic.Evidence | Diagnostic.OccurredAt)]
    public void AddApiError(ApiError error)
    {
        if (error is not null)
        {
            _book.AddApiError(_door.Clean(error));
        }
    }

    /// <summary>Adds an error of the browser's console.</summary>
    /// <param name="error">The error; its texts are redacted here.</param>
    [ProvidesDiagnostics(Diagnostic.Evidence | Diagnostic.OccurredAt)]
    public void AddConsoleError(ConsoleError error)
    {
        if (error is not null)
        {
            _book.AddConsoleError(_door.Clean(error));
        }
    }

    /// <summary>Adds an exception: its types, messages and stack traces, redacted; the object is not kept.</summary>
    /// <param name="exception">The exception.</param>
    [ProvidesDiagnostics(Diagnostic.Evidence | Diagnostic.OccurredAt)]
    public void AddException(Exception exception)
    {
        if (exception is not null)
        {
            _book.AddException(_door.Describe(exception));
        }
    }

    /// <summary>What this scope and the outer ones of the same client have seen until now.</summary>
    public TicketDiagnostics Snapshot()
    {
        var chain = new List<DiagnosticScope>();
        for (var scope = this; scope is not null; scope = scope._previous)
        {
            if (ReferenceEquals(scope.Owner, Owner))
            {
                chain.Insert(0, scope);
            }
        }

        return EvidenceBook.Merge(_door.Now, chain.Select(s => s.Name), chain.ConvertAll(s => s._book));
    }

    /// <summary>Ends the scope; the outer one is current again. What was seen stays readable by <see cref="Snapshot"/>.</summary>
    public void Dispose()
    {
        _closed = true;
        if (ReferenceEquals(Ambient.Value, this))
        {
            Ambient.Value = Current;
        }
    }

    /// <summary>The kind and counts; never a name, a text or a user.</summary>
    public override string ToString() => $"DiagnosticScope {_book}";

    internal static DiagnosticScope? CurrentOf(object owner)
    {
        var scope = Current;
        while (scope is not null && (scope._closed || !ReferenceEquals(scope.Owner, owner)))
        {
            scope = scope._previous;
        }

        return scope;
    }

    internal void CountCall() => _book.CountCall();

    /// <summary>Adds a captured error, or puts a fuller record of the same call in the place of an earlier one; what was kept is returned.</summary>
    internal ApiError Keep(ApiError error, ApiError? inPlaceOf = null)
    {
        var clean = _door.Clean(error);
        if (inPlaceOf is null)
        {
            _book.AddApiError(clean);
        }
        else
        {
            _book.ReplaceApiError(inPlaceOf, clean);
        }

        return clean;
    }
}
