using Microsoft.Data.Sqlite;

namespace SupportSdk.Sqlite;

/// <summary>The connection string of an outbox file.</summary>
internal static class SqliteOutboxConnection
{
    /// <remarks>The path is made absolute now: an app may change its current folder later. No shared cache: it locks whole tables.</remarks>
    public static string StringFor(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(path),
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = true,
            DefaultTimeout = 1,
        }.ConnectionString;
    }
}
