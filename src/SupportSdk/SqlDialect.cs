namespace SupportSdk;

/// <summary>The SQL database that an outbox lives in.</summary>
public enum SqlDialect
{
    /// <summary>SQLite 3.35 or later: one file, shared by the processes of one machine.</summary>
    Sqlite = 0,

    /// <summary>PostgreSQL 12 or later, by Npgsql: one database, shared by the processes of many machines. Each process keeps one connection open; a pooler in transaction mode is refused.</summary>
    PostgreSql = 1,
}
