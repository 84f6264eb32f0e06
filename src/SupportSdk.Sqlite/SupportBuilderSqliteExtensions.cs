using Microsoft.Extensions.DependencyInjection;
using SupportSdk.Sqlite;

namespace SupportSdk;

/// <summary>The durable outbox in one line.</summary>
public static class SupportBuilderSqliteExtensions
{
    /// <summary>Keeps tickets in a SQLite file until they are delivered; they survive a crash of the process and of the machine (write-ahead log, synchronous FULL).</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file. It and its folder are made when the first ticket comes, or when the host starts; a relative path counts from the current folder of this call.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is blank.</exception>
    public static SupportBuilder UseSqliteOutbox(this SupportBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = Path.GetFullPath(path);
        builder.Services.AddSingleton(_ => new SqliteOutboxDataSource(file));
        return builder.UseSqlOutbox(static services => services.GetRequiredService<SqliteOutboxDataSource>(), SqlDialect.Sqlite);
    }
}
