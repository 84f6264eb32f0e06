using System.Text.Json;
using SupportSdk.Telemetry;

namespace SupportSdk.Facts.Changes;

/// <summary>
/// Keeps healthy calls across restarts in a small file: read once, at the first call to Paragon or the first ticket, and replaced whole. All of it happens on the
/// thread pool; a file that cannot be read or written is a counted loss and a word in the ticket, never a failure.
/// </summary>
internal sealed class BaselineFile(string path, Func<IReadOnlyList<HealthyCall>> current, LossLedger losses)
{
    private const int MostBytes = 256 * 1024;

    private readonly string _path = Path.GetFullPath(path);
    private readonly object _gate = new();
    private Task? _loading;
    private Task _last = Task.CompletedTask;
    private volatile IReadOnlyList<HealthyCall> _earlier = [];
    private volatile string? _loadProblem;
    private volatile string? _storeProblem;

    /// <summary>Whether the file was read, so that <see cref="Earlier"/> is what it will be.</summary>
    public bool IsLoaded => Volatile.Read(ref _loading) is { IsCompleted: true };

    /// <summary>The healthy calls that the file held before this run's.</summary>
    public IReadOnlyList<HealthyCall> Earlier => _earlier;

    /// <summary>Why the file could not be read or written, in words; null where it could.</summary>
    public string? Problem => _loadProblem ?? _storeProblem;

    /// <summary>Begins to read the file, at the first call only; never fails.</summary>
    public Task LoadAsync()
    {
        lock (_gate)
        {
            return _loading ??= _last = Run(Load);
        }
    }

    /// <summary>Begins to store what is healthy at that moment, after whatever is under way. Returns at once.</summary>
    public void Keep()
    {
        lock (_gate)
        {
            _last = KeepAfterAsync(_loading ??= Run(Load), _last);
        }
    }

    /// <summary>Waits for what is under way, until the deadline; a later run then compares with what was stored before.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        Task last;
        lock (_gate)
        {
            last = _last;
        }

        await last.WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task KeepAfterAsync(Task loading, Task before)
    {
        await loading.ConfigureAwait(false);
        await before.ConfigureAwait(false);
        await Run(Store).ConfigureAwait(false);
    }

    // Without the scope, user and trace of the call that happened to be the first.
    private static Task Run(Action work)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            return Task.Run(work);
        }
    }

    private void Load()
    {
        try
        {
            _earlier = Read().Healthy;
        }
        catch (Exception e)
        {
            _loadProblem = Lost("read", e); // No baseline is no failure, whatever lies at the path.
        }
    }

    private void Store()
    {
        try
        {
            BaselineDocument before;
            try
            {
                before = Read();
            }
            catch (JsonException)
            {
                before = new BaselineDocument(); // It said so when it was loaded; this is how it mends.
            }

            Replace(before.With(current()).Write());
            _storeProblem = null;
        }
        catch (Exception e)
        {
            _storeProblem = Lost("written", e); // The calls that were healthy are the app's; a full disk must not show in them.
        }
    }

    private BaselineDocument Read()
    {
        if (!File.Exists(_path))
        {
            return new BaselineDocument();
        }

        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        var bytes = new byte[(int)Math.Min(file.Length, MostBytes + 1)];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > MostBytes ? throw new JsonException("The file is too large for a health baseline.") : BaselineDocument.Read(bytes.AsSpan(0, length));
    }

    // Whole or not at all: another process may read at any moment, and this one may end at any moment.
    private void Replace(byte[] bytes)
    {
        var temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, _path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // The type alone: a message would name the path.
    private string Lost(string what, Exception exception)
    {
        losses.Count(LossReason.BaselineNotKept);
        return $"the baseline file could not be {what} ({exception.GetType().Name})";
    }
}
