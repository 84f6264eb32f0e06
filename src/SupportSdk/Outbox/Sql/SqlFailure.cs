using System.Data.Common;

namespace SupportSdk.Outbox.Sql;

/// <summary>A failure of the store in words, with the way out. It names no content, and no message of a provider, which could.</summary>
internal sealed record SqlFailure(string Reason, bool IsLocked = false)
{
    public static readonly SqlFailure Locked = new(
        "The outbox database is locked by another program. Close what holds it open (a database browser, a backup), or give the outbox a database of its own.", IsLocked: true);

    private static readonly SqlFailure Full = new("The disk of the outbox is full. Free some space.");

    private static readonly SqlFailure Denied = new(
        "The process may not use the outbox's file or folder. Give it the right to read and write both: SQLite and the locks of the processes keep files beside the database.");

    private static readonly SqlFailure Unknown = new("The outbox database refused the work; the inner exception has the database's own words.");

    // SQLite's own texts (sqlite3ErrStr and the parser's): every provider passes them on, and none shares a type for the codes.
    private static readonly (string Text, SqlFailure Failure)[] s_sqlite =
    [
        (" is locked", Locked),
        ("readonly database", new("The outbox database is read-only. Give the process the right to write the file and its folder, and open it without a read-only mode.")),
        ("file is not a database", new("The outbox's file is not a SQLite database, or it is encrypted. Give the outbox another path, or move the file away.")),
        ("unsupported file format", new("The outbox's file is not a SQLite database that this SQLite can read. Give the outbox another path, or move the file away.")),
        ("disk is full", Full),
        ("unable to open database file", new("The outbox's file cannot be opened: its folder is missing, the path is a folder, or the process may not write there. Correct the path or the rights.")),
        ("disk image is malformed", new("The outbox database is damaged. Keep the file (sqlite3's .recover reads what is left), and give the outbox another path.")),
        ("disk I/O error", new("The disk of the outbox failed to read or write, or a size limit of the process was met. Check the disk and the limits.")),
        ("no such table", new("The outbox's tables are gone from the database: it was replaced while the app ran. Start the app anew.")),
        ("no such column", new("The outbox's tables are not as SupportSdk made them. Give the outbox a database of its own.")),
    ];

    public static SqlFailure? Of(Exception exception) => exception switch
    {
        DbException database => OfDatabase(database),
        UnauthorizedAccessException => Denied,
        IOException io => IsDiskFull(io) ? Full : new("The outbox's file or folder cannot be used: the file system refused. Check that the folder exists and the disk can be written."),
        ArgumentException or FormatException => new("The outbox's connection string or a stored value cannot be read; the inner exception says which."),
        _ => null,
    };

    public OutboxUnavailableException With(Exception? inner) => new(Reason, inner);

    private static SqlFailure OfDatabase(DbException exception)
    {
        foreach (var (text, failure) in s_sqlite)
        {
            if (exception.Message.Contains(text, StringComparison.Ordinal))
                return failure;
        }

        return Unknown;
    }

    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows; ENOSPC on Linux and macOS.
    private static bool IsDiskFull(IOException exception) => (exception.HResult & 0xFFFF) is 112 or 39 || exception.HResult == 28;
}
