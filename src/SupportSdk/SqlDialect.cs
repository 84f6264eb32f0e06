namespace SupportSdk;

/// <summary>The dialect of a SQL outbox's database.</summary>
public enum SqlDialect
{
    /// <summary>SQLite, 3.35 or later.</summary>
    Sqlite = 0,
}
