using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportSdk.Channels;
using SupportSdk.Outbox.Sql;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Sqlite.Tests;

/// <summary>A whole client on a real outbox file, by the clock on the wall: its channel answers as told, and what it logs is kept.</summary>
internal static class ClientUnderTest
{
    public const string Secret = "hunter2-correct-horse";

    /// <summary>A submission's own budgets: the outbox, once to store and once to look; the status page; and what a busy machine takes on top.</summary>
    public static readonly TimeSpan Budget = (2 * SqlStore.Budget) + TimeSpan.FromSeconds(2) + TimeSpan.FromSeconds(4);

    public static SupportTicket Ticket { get; } = new()
    {
        Summary = "Orders do not sync",
        Description = $"password={Secret}",
        OccurredAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
        UserId = "user-7f3a",
        ApiErrors = [new ApiError { Method = "GET", Url = $"https://api.useparagon.com/x?token={Secret}", OccurredAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), StatusCode = 500 }],
    };

    public static SupportClient OnFile(string path, ITicketChannel channel, LogBook? log = null, IStatusFeed? status = null) =>
        Create(builder => builder.UseSqliteOutbox(path), channel, log, status);

    public static SupportClient OnSource(DbDataSource source, ITicketChannel channel) => Create(builder => builder.UseSqlOutbox(source, SqlDialect.Sqlite), channel, null, null);

    private static SupportClient Create(Action<SupportBuilder> outbox, ITicketChannel channel, LogBook? log, IStatusFeed? status) => SupportClient.Create(builder =>
    {
        builder.Services.AddSingleton(status ?? FixedStatus.Quiet);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        builder.Services.AddSingleton<ILoggerProvider>(log ?? new LogBook());
        builder.Configure(options => (options.Level, options.Delivery.ShutdownTimeout) = (SupportLevel.Pro, TimeSpan.FromMilliseconds(500))).AddChannel(channel);
        outbox(builder);
    });

    /// <summary>Every message that was logged, exceptions and all.</summary>
    internal sealed class LogBook : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
