namespace SupportSdk;

/// <summary>The SQL database that an outbox lives in.</summary>
public enum SqlDialect
{
    /// <summary>SQLite 3.35 or later: one file, shared by the processes of one machine.</summary>
    Sqlite = 0,
}
