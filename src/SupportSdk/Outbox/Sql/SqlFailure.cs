using System.Data.Common;

namespace SupportSdk.Outbox.Sql;

/// <summary>A failure of the store in words, with the way out. It names no content, and no message of a provider, which could.</summary>
internal sealed record SqlFailure(string Reason, bool IsLocked = false, bool IsLost = false)
{
    public static readonly SqlFailure Locked = new(
        "The outbox database is locked by another program. Close what holds it open (a database browser, a backup), or give the outbox a database of its own.", IsLocked: true);

    public static readonly SqlFailure Pooled = new(
        "The outbox's connection goes through a pooler that gives each transaction another session (pgbouncer with pool_mode=transaction or statement, Npgsql's Multiplexing), so that two processes would send "
        + "the same ticket. Give the outbox a direct connection, or a pool in session mode.");

    private static readonly SqlFailure Full = new("The disk of the outbox is full. Free some space.");

    private static readonly SqlFailure Denied = new(
        "The process may not use the outbox's file or folder. Give it the right to read and write both: SQLite and the locks of the processes keep files beside the database.");

    private static readonly SqlFailure Lost = new("The outbox's database server is not reached, or its connection was cut. Check the server, the network and the connection string.", IsLost: true);

    private static readonly SqlFailure Slow = new("The outbox's database server did not answer in time. Check the load of the server and what holds locks on the outbox's tables.", IsLocked: true);

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

    // PostgreSQL's SQLSTATE, whole or by its class (PostgreSQL documentation, appendix A). The first that fits counts.
    private static readonly (string Prefix, SqlFailure Failure)[] s_states =
    [
        ("08", Lost),
        ("57P", Lost),
        ("25P0", Lost), // A transaction that failed or timed out on the connection: nothing more runs on it.
        ("57014", Slow),
        ("55P03", Slow),
        ("40", new("The outbox's database gave way to another transaction (deadlock or serialization). It is tried again.", IsLocked: true)),
        ("28", new("The database refused the outbox's login. Correct user and password of the connection string, or the server's pg_hba.conf.")),
        ("3D000", new("The outbox's database does not exist on the server. Create it, or correct the connection string.")),
        ("42501", new("The login may not use the outbox's tables. Grant it CREATE on the database, or make the schema first: CREATE SCHEMA support_sdk AUTHORIZATION the_login.")),
        ("42P01", new("The outbox's tables are gone from the database. Start the app anew: it makes them.")),
        ("3F000", new("The outbox's schema support_sdk is gone from the database. Start the app anew: it makes it.")),
        ("42703", new("The outbox's tables are not as SupportSdk made them. Give the outbox a database of its own.")),
        ("25006", new("The outbox's database is read-only: a standby, or default_transaction_read_only. Connect to the primary.")),
        ("53100", Full),
        ("53300", new("The database server has no connection left for the outbox. Raise max_connections, or lower the pools of the apps.")),
        ("53", new("The database server is out of memory or another resource. Its log says which.")),
        ("58", new("The database server failed to read or write its files. Check its disk and its log.")),
        ("XX00", new("The database server found its files damaged. Check its log, and restore the database.")),
    ];

    public static SqlFailure? Of(Exception exception) => exception switch
    {
        DbException { SqlState: "08P01" } refused when refused.Message.Contains("statement pooling", StringComparison.Ordinal) => Pooled, // pgbouncer's own words, at the first BEGIN.
        DbException { SqlState: { Length: > 0 } state } => OfState(state),
        DbException database => OfText(database),
        UnauthorizedAccessException => Denied,
        IOException io => IsDiskFull(io) ? Full : new("The outbox's file or folder cannot be used: the file system refused. Check that the folder exists and the disk can be written."),
        NotSupportedException => Pooled, // Npgsql's multiplexing runs no command outside a transaction synchronously.
        ObjectDisposedException => new("The outbox's data source was disposed. Keep it until the client is disposed."),
        ArgumentException or FormatException => new("The outbox's connection string or a stored value cannot be read; the inner exception says which."),
        _ => null,
    };

    public OutboxUnavailableException With(Exception? inner) => new(Reason, inner);

    private static SqlFailure OfState(string state)
    {
        foreach (var (prefix, failure) in s_states)
        {
            if (state.StartsWith(prefix, StringComparison.Ordinal))
                return failure;
        }

        return Unknown;
    }

    private static SqlFailure OfText(DbException exception)
    {
        foreach (var (text, failure) in s_sqlite)
        {
            if (exception.Message.Contains(text, StringComparison.Ordinal))
                return failure;
        }

        return exception.InnerException switch
        {
            TimeoutException => Slow,
            IOException or System.Net.Sockets.SocketException => Lost,
            _ => Unknown,
        };
    }

    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows; ENOSPC on Linux and macOS.
    private static bool IsDiskFull(IOException exception) => (exception.HResult & 0xFFFF) is 112 or 39 || exception.HResult == 28;
}
