using System.Data.Common;
using System.Globalization;
using SupportSdk.Outbox.Sql.Leases;

namespace SupportSdk.Outbox.Sql;

/// <summary>What the databases disagree on, side by side. All else in <see cref="SqlStatements"/> is the same text for each.</summary>
internal sealed record SqlGrammar
{
    /// <remarks>
    /// <c>synchronous=FULL</c> is what makes a commit in WAL mode survive a power cut. Both settings of <c>Connection</c> belong to a connection, and a pool may hand out a new one at any time.
    /// The lock wait of one call into SQLite is kept short, so that it and the provider's retry together stay within the budget.
    /// </remarks>
    public static readonly SqlGrammar Sqlite = new()
    {
        Prefix = "support_",
        Text = "TEXT",
        Integer = "INTEGER",
        Bytes = "BLOB",
        Database = "PRAGMA journal_mode=WAL",
        Connection = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=250",
        Begin = "BEGIN IMMEDIATE",
        HasSchema = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'support_schema'",
        BeginSchema = "",
        SkipLocked = "",
        CommandSeconds = 1,
        SchemaSeconds = 1,
        TakeLease = static (connection, _) => FileLease.Take(FileOf(connection)),
    };

    /// <remarks>Tables in a schema of their own, ids compared by bytes as everywhere else. What makes or upgrades the tables waits for whoever does the same.</remarks>
    public static readonly SqlGrammar PostgreSql = new()
    {
        Prefix = "support_sdk.",
        Text = "TEXT COLLATE \"C\"",
        Integer = "BIGINT",
        Bytes = "BYTEA",
        Database = "",
        Connection = "",
        Begin = "BEGIN",
        HasSchema = "SELECT COUNT(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'support_sdk' AND c.relname = 'schema'",
        BeginSchema = "SELECT pg_advisory_xact_lock(7598540166512894275); DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'support_sdk') THEN CREATE SCHEMA support_sdk; END IF; END $$",
        SkipLocked = "FOR UPDATE SKIP LOCKED",
        CommandSeconds = 5,
        SchemaSeconds = 30,
        TakeLease = static (connection, open) => SessionLease.Take(connection, open, 5),
    };

    /// <summary>What stands before the name of each table.</summary>
    public required string Prefix { get; init; }

    public required string Text { get; init; }

    public required string Integer { get; init; }

    public required string Bytes { get; init; }

    /// <summary>Once for a database, outside a transaction.</summary>
    public required string Database { get; init; }

    /// <summary>On each connection, before each operation.</summary>
    public required string Connection { get; init; }

    public required string Begin { get; init; }

    /// <summary>Counts the table of the schema's version: one, or none.</summary>
    public required string HasSchema { get; init; }

    /// <summary>First in the transaction that makes or upgrades the tables.</summary>
    public required string BeginSchema { get; init; }

    public required string SkipLocked { get; init; }

    /// <summary>How long a command may take, its wait for a lock included. For SQLite it is the provider's own retry, which no other setting bounds.</summary>
    public required int CommandSeconds { get; init; }

    /// <summary>The same while the tables are made, which waits for another process that makes them.</summary>
    public required int SchemaSeconds { get; init; }

    /// <summary>Takes the lease of this process: the connection, which the lease may keep, and a way to open another.</summary>
    public required Func<DbConnection, Func<DbConnection>, ISqlLease> TakeLease { get; init; }

    private static string FileOf(DbConnection connection)
    {
        using var command = SqlSession.Command(connection, Sqlite.CommandSeconds, "SELECT file FROM pragma_database_list WHERE name = 'main'");
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }
}
