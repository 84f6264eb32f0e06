using System.Runtime.ExceptionServices;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture.Exceptions;

/// <summary>Notes exceptions that nobody caught, and those of tasks that nobody awaited, in the scope in which they were thrown; without one, with the client.</summary>
internal sealed class UncaughtExceptions : IDisposable
{
    private readonly EvidenceStore _store;
    private readonly ThrowingScopes _thrown = new();

    public UncaughtExceptions(EvidenceStore store)
    {
        _store = store;
        AppDomain.CurrentDomain.FirstChanceException += OnThrown;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        TaskScheduler.UnobservedTaskException += OnUnobserved;
    }

    /// <summary>The scope in which an exception was thrown that left it.</summary>
    public DiagnosticScope? ScopeOf(Exception exception) => _thrown.Of(exception);

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= OnThrown;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        TaskScheduler.UnobservedTaskException -= OnUnobserved;
    }

    /// <summary>Notes an exception that reached nobody.</summary>
    public void Note(Exception exception)
    {
        var book = (_thrown.Of(exception) ?? DiagnosticScope.CurrentOf(_store))?.Book ?? _store.Unscoped;
        book.Add(new EvidenceRecord { Kind = EvidenceKind.Exception, At = _store.Clock.Now, Subject = exception, Bytes = EvidenceRecord.ExceptionBytes });
    }

    // Every exception of the process passes here while it is thrown, so this looks, allocates little, and throws nothing.
    private void OnThrown(object? sender, FirstChanceExceptionEventArgs e)
    {
        if (e.Exception is OutOfMemoryException or InsufficientExecutionStackException || DiagnosticScope.CurrentOf(_store) is not { } scope)
        {
            return;
        }

        try
        {
            _thrown.Note(e.Exception, scope);
        }
        catch (OutOfMemoryException)
        {
            _store.Losses.Count(LossReason.CaptureFailed); // The app's own exception goes on; where it was thrown is not known.
        }
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.ExceptionObject is Exception exception)
        {
            Note(exception);
        }
    }

    // On the thread of the finalizers: it is looked at, and stays as unobserved as it was.
    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        foreach (var exception in e.Exception.InnerExceptions)
        {
            Note(exception);
        }
    }
}
