using System.Data.Common;

namespace SupportSdk.Outbox.Sql.Leases;

/// <summary>The lease of a process on a SQLite file: a file beside the database, locked by the operating system until the process ends, however it ends.</summary>
/// <remarks>A database in memory has no file: it ends with its process, and no other owner can live in it.</remarks>
internal sealed class FileLease : ISqlLease
{
    private const string Mark = ".owner-";

    private readonly string? _databaseFile;
    private readonly FileStream? _held;

    private FileLease(string id, string? databaseFile, FileStream? held) => (Owner, _databaseFile, _held) = (id, databaseFile, held);

    public string Owner { get; }

    /// <remarks>Null: writes may run on any connection; the file alone is what holds the lease.</remarks>
    public DbConnection? Connection => null;

    public string? NotDurable => _databaseFile is null ? "The database is in memory." : null;

    public static FileLease Take(string databaseFile)
    {
        if (databaseFile.Length == 0)
            return new FileLease(NewId(), null, null);

        while (true)
        {
            var id = NewId();
            var path = PathOf(databaseFile, id);
            if (TryCreate(path) is not { } held)
                continue;

            // A sweep of another process may have taken the new file for a dead one's, between its making and its lock.
            if (File.Exists(path))
                return new FileLease(id, databaseFile, Proven(held, path));

            held.Dispose();
        }
    }

    public ValueTask<bool> IsDeadAsync(string owner, CancellationToken cancellationToken) => new(IsDead(owner));

    private bool IsDead(string owner)
    {
        if (_databaseFile is null || !Guid.TryParseExact(owner, "N", out _))
            return true;

        try
        {
            using var held = TryLock(PathOf(_databaseFile, owner));
            return held is not null;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Removes the files that dead processes left behind.</summary>
    public ValueTask TendAsync(CancellationToken cancellationToken)
    {
        if (_databaseFile is null)
            return ValueTask.CompletedTask;

        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(_databaseFile)!, Path.GetFileName(_databaseFile) + Mark + "*"))
        {
            try
            {
                TryLock(path)?.Dispose();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another process has swept it, or it is another user's.
            }
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => _held?.Dispose();

    private static string NewId() => Guid.NewGuid().ToString("N");

    private static string PathOf(string databaseFile, string owner) => databaseFile + Mark + owner;

    private static FileStream? TryCreate(string path)
    {
        try
        {
            return Lock(path, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return Lock(path, FileMode.Open);
        }
        catch (IOException exception) when (exception is not FileNotFoundException)
        {
            return null;
        }
    }

    // Deleted when it is closed, and before the lock goes: whoever gets the lock of a file that is there knows that its owner is dead.
    private static FileStream Lock(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);

    private static FileStream Proven(FileStream held, string path)
    {
        using var second = TryLock(path);
        if (second is null)
            return held;

        held.Dispose();
        throw new OutboxUnavailableException(
            "The operating system does not keep file locks beside the outbox (a network share, or file locking switched off), so that two processes would send the same ticket. Put the outbox on a local disk.");
    }
}
