using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportSdk.Capture;
using SupportSdk.Capture.Http;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Sql;

namespace SupportSdk;

/// <summary>The verbs of the SDK itself.</summary>
public static class SupportBuilderExtensions
{
    /// <summary>Keeps tickets in a SQL database until they are delivered; they survive a crash.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The database; it stays the caller's to dispose.</param>
    /// <param name="dialect">Its dialect.</param>
    public static SupportBuilder UseSqlOutbox(this SupportBuilder builder, DbDataSource dataSource, SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.UseSqlOutbox(_ => dataSource, dialect);
    }

    /// <summary>Keeps tickets in a SQL database until they are delivered; they survive a crash.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Gives the database when it is first needed.</param>
    /// <param name="dialect">Its dialect.</param>
    public static SupportBuilder UseSqlOutbox(this SupportBuilder builder, Func<IServiceProvider, DbDataSource> dataSource, SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        var statements = dialect switch
        {
            SqlDialect.Sqlite => SqlStatements.Sqlite,
            SqlDialect.PostgreSql => SqlStatements.PostgreSql,
            _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "Use a value of SqlDialect."),
        };
        builder.Services.AddSingleton(new OutboxRegistration(Durable: true));
        builder.Services.AddSingleton(services => new SqlOutbox(
            dataSource(services), statements, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<SqlOutbox>>(), services.GetService<IPayloadProtector>(),
            SupportServiceCollectionExtensions.Retention(services)));
        builder.Services.AddSingleton<IOutbox>(services => services.GetRequiredService<SqlOutbox>());
        builder.Services.AddSingleton<IDeliveryQueue>(services => services.GetRequiredService<SqlOutbox>());
        return builder;
    }

    /// <summary>Encrypts what the SQL outbox stores of tickets. What was stored before stays readable; what was stored encrypted needs the same key.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="protector">Encrypts and decrypts; it stays the caller's to dispose.</param>
    public static SupportBuilder ProtectOutbox(this SupportBuilder builder, IPayloadProtector protector)
    {
        ArgumentNullException.ThrowIfNull(protector);
        return builder.ProtectOutbox(_ => protector);
    }

    /// <summary>Encrypts what the SQL outbox stores of tickets. What was stored before stays readable; what was stored encrypted needs the same key.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="protector">Gives what encrypts and decrypts when it is first needed.</param>
    public static SupportBuilder ProtectOutbox(this SupportBuilder builder, Func<IServiceProvider, IPayloadProtector> protector)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(protector);
        builder.Services.AddSingleton(protector);
        return builder;
    }

    /// <summary>Captures the calls to Paragon of every client of the app's <see cref="IHttpClientFactory"/>, each attempt of a retry by itself.</summary>
    /// <param name="builder">The builder.</param>
    public static SupportBuilder CaptureHttpClients(this SupportBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<CapturedClients>(clients => clients.All = true);
        return builder;
    }

    /// <summary>Captures the calls to Paragon of one client of the app's <see cref="IHttpClientFactory"/>.</summary>
    /// <param name="builder">The client's builder.</param>
    public static IHttpClientBuilder AddSupportDiagnostics(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<CapturedClients>(clients => clients.Names.Add(builder.Name));
        return builder;
    }

    /// <summary>Writes an unhandled exception as a ticket to the durable outbox while the app crashes; it is sent at the next start.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="ticket">Makes the ticket of the exception. Default: <see cref="SupportTicket.FromException"/>.</param>
    public static SupportBuilder SubmitUnhandledExceptions(this SupportBuilder builder, Func<Exception, SupportTicket>? ticket = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new CrashCapture(ticket ?? (static exception => SupportTicket.FromException(exception))));
        return builder;
    }
}
