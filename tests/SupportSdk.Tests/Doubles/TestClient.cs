using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Channels;
using SupportSdk.Status;

namespace SupportSdk.Tests.Doubles;

/// <summary>A client with a fake clock, a status without incidents and the given channels.</summary>
internal static class TestClient
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero); // Monday, 10:00 in Los Angeles

    public static SupportTicket Ticket { get; } = new()
    {
        Summary = "Workflow executions fail",
        OccurredAt = Start.AddMinutes(-5),
        UserId = "user-1",
        ApiErrors = [new ApiError { Method = "POST", Url = "https://actionkit.useparagon.com/projects/p/actions", OccurredAt = Start.AddMinutes(-5), StatusCode = 500 }],
    };

    public static SupportClient Create(ITicketChannel channel, Action<SupportBuilder>? more = null, IStatusFeed? status = null, FakeTimeProvider? clock = null) =>
        SupportClient.Create(builder =>
        {
            builder.Services.RemoveAll<TimeProvider>();
            builder.Services.AddSingleton<TimeProvider>(clock ?? new FakeTimeProvider(Start));
            builder.Services.AddSingleton(status ?? FixedStatus.Quiet);
            builder.Configure(options =>
            {
                options.Level = SupportLevel.Pro;
                options.Delivery.ShutdownTimeout = TimeSpan.Zero; // The clock of a test stands still when the test ends.
            }).AddChannel(channel);
            more?.Invoke(builder);
        });

    /// <summary>Moves the clock until the task is done. Between two steps the thread pool gets turns, so that what became due runs long before the next limit.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider clock, Task<T> task, TimeSpan step)
    {
        await clock.UntilAsync(() => task.IsCompleted, step);
        return await task;
    }

    /// <summary>Moves the clock until the condition holds, in the same way.</summary>
    public static async Task UntilAsync(this FakeTimeProvider clock, Func<bool> condition, TimeSpan step)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            clock.Advance(step);
            for (var turn = 0; turn < 500 && !condition(); turn++)
            {
                await Task.Run(static () => { }, TestContext.Current.CancellationToken);
            }
        }
    }
}
