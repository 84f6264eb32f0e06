using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SupportSdk;

namespace ConsoleApp;

/// <summary>Where the sample keeps tickets: a SQLite file, or a PostgreSQL database that other processes share.</summary>
internal sealed record OutboxPlace
{
    private readonly string? _file;
    private readonly NpgsqlConnectionStringBuilder? _database;

    private OutboxPlace(string? file, NpgsqlConnectionStringBuilder? database) => (_file, _database) = (file, database);

    public static OutboxPlace Default { get; } = new(Path.GetFullPath(Path.Combine("support-outbox", "support.db")), null);

    /// <summary>A file, <c>postgres://user:password@host:port/database</c>, or Npgsql's keywords: <c>Host=...;Database=...</c>.</summary>
    /// <exception cref="FormatException">It is none of these; the message says so.</exception>
    public static OutboxPlace Parse(string text)
    {
        try
        {
            if (text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal))
                return new OutboxPlace(null, FromUri(new Uri(text)));

            if (text.Contains("Host=", StringComparison.OrdinalIgnoreCase))
                return new OutboxPlace(null, new NpgsqlConnectionStringBuilder(text));
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException)
        {
            throw new FormatException("--outbox is no PostgreSQL database: write, for example, --outbox postgres://user:password@localhost:5432/support."); // Not the text: it may hold a password.
        }

        return !string.IsNullOrWhiteSpace(text) && !Directory.Exists(text)
            ? new OutboxPlace(Path.GetFullPath(text), null)
            : throw new FormatException($"--outbox {text} is no file: name one, for example --outbox tickets.db.");
    }

    public void Use(SupportBuilder builder)
    {
        if (_database is null)
        {
            builder.UseSqliteOutbox(_file!);
            return;
        }

        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(_database));
        builder.UseSqlOutbox(static services => services.GetRequiredService<NpgsqlDataSource>(), SqlDialect.PostgreSql);
    }

    /// <summary>The file, or the database without its password.</summary>
    public override string ToString() => _file ?? $"PostgreSQL {_database!.Database} on {_database.Host}:{_database.Port}";

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var login = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host.Trim('[', ']'), Port = uri.Port > 0 ? uri.Port : 5432, Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')) };
        if (login[0].Length > 0)
            builder.Username = login[0];

        if (login.Length == 2)
            builder.Password = login[1];

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2).Select(Uri.UnescapeDataString).ToArray()))
            builder[pair[0] == "sslmode" ? "SSL Mode" : pair[0]] = pair.ElementAtOrDefault(1) ?? ""; // ?host=/var/run/postgresql: a Unix socket

        return builder;
    }
}
