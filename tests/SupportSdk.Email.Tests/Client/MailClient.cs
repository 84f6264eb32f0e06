using Microsoft.Extensions.DependencyInjection;
using SupportSdk.Email.Tests.Real;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Email.Tests.Client;

/// <summary>A whole client with a durable outbox and mail, by the clock on the wall; each call is another start of the same app.</summary>
internal static class MailClient
{
    public static SupportTicket Ticket { get; } = new()
    {
        Summary = "Orders do not sync",
        OccurredAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
        UserId = "user-7f3a",
        Contact = new TicketContact("Dana Field", "dana@customer.example"),
        ApiErrors = [new ApiError { Method = "GET", Url = "https://api.useparagon.com/x", OccurredAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), StatusCode = 500 }],
    };

    public static SupportClient Start(TemporaryFolder folder, Action<EmailOptions> email, TimeSpan? deliveryWait = null) => SupportClient.Create(builder =>
    {
        builder.Services.AddSingleton<IStatusFeed>(FixedStatus.Quiet);
        builder.Configure(options =>
            {
                options.Level = SupportLevel.Pro;
                options.DeliveryWait = deliveryWait ?? options.DeliveryWait;
                options.Delivery.FirstRetryDelay = TimeSpan.FromMilliseconds(100);
                options.Delivery.AttemptsPerTurn = 2;
                options.Delivery.ShutdownTimeout = TimeSpan.FromMilliseconds(200);
            })
            .AddEmail(options =>
            {
                (options.Host, options.From, options.Security, options.Timeout) = ("127.0.0.1", "app@customer.example", EmailSecurity.None, TimeSpan.FromSeconds(20));
                email(options);
            })
            .UseSqliteOutbox(folder["support.db"]);
    });
}
