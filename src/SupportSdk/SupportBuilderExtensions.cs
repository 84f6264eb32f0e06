using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportSdk.Capture;
using SupportSdk.Capture.Http;
using SupportSdk.Capture.Logs;
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
            dataSource(services), statements, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<OwnLoggers>().CreateLogger<SqlOutbox>(), services.GetService<IPayloadProtector>(),
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

    /// <summary>
    /// Captures the calls to Paragon of every client of the app's <see cref="IHttpClientFactory"/>, each attempt of a retry by itself. Of clients that no factory makes it notes
    /// method, address, status, failure and duration, unless <see cref="Capture.CaptureOptions.UninstrumentedClients"/> says otherwise.
    /// </summary>
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

    /// <summary>Captures the app's log into the scope that is current when a message is written: text, values, log scopes, event id and exception.</summary>
    /// <remarks>
    /// The level is the capture's own, whatever the app shows elsewhere; configuration may set it by category under <c>Logging:SupportSdk:LogLevel</c>. An error that is
    /// logged with an exception is evidence of that exception. What the SDK itself logs is never captured. Exceptions that nobody caught, or of tasks that nobody awaited, are
    /// noted in the scope in which they were thrown.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="minimumLevel">The lowest level that is captured, unless configuration says otherwise. Default: <see cref="LogLevel.Warning"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumLevel"/> is not a level.</exception>
    public static SupportBuilder CaptureLogs(this SupportBuilder builder, LogLevel minimumLevel = LogLevel.Warning)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddLevel(builder.Services, minimumLevel);
        builder.Services.AddLogging();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, LogProvider>());
        return builder;
    }

    /// <summary>Captures the log of a logger factory that is not the client's own, such as that of an app without a host, until the client is disposed.</summary>
    /// <param name="builder">The factory's builder.</param>
    /// <param name="client">The client.</param>
    /// <param name="minimumLevel">The lowest level that is captured, unless configuration says otherwise. Default: <see cref="LogLevel.Warning"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumLevel"/> is not a level.</exception>
    public static ILoggingBuilder AddSupportDiagnostics(this ILoggingBuilder builder, SupportClient client, LogLevel minimumLevel = LogLevel.Warning)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(client);
        AddLevel(builder.Services, minimumLevel);
        if (!builder.Services.Any(d => d.ImplementationInstance is LogProvider provider && provider.Hook == client.Logs))
        {
            builder.Services.AddSingleton<ILoggerProvider>(new LogProvider(client.Logs));
        }

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

    private static void AddLevel(IServiceCollection services, LogLevel minimumLevel)
    {
        if (!Enum.IsDefined(minimumLevel))
        {
            throw new ArgumentOutOfRangeException(nameof(minimumLevel), minimumLevel, "Use a value of LogLevel.");
        }

        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(new LogLevelRule(minimumLevel));
    }
}
