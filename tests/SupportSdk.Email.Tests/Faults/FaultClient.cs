using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportSdk.Email.Tests.Client;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Email.Tests.Faults;

/// <summary>A whole client over a faulty server, with every budget in the test's hand.</summary>
internal static class FaultClient
{
    public const string Password = "pässword-8f3k";

    public static readonly TimeSpan MailTimeout = TimeSpan.FromSeconds(599);
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);
    public static readonly TimeSpan PumpSleep = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(598);

    /// <summary>Polly's wait between two attempts of a turn has jitter: it is the one of no other length.</summary>
    public static bool IsRetryDelay(TimeSpan due) => due > TimeSpan.FromSeconds(3) && due != MailTimeout && due != AttemptTimeout && due != Wait && due != PumpSleep;

    public static SupportClient Start(FaultySmtpServer server, TimeProvider time, ILoggerProvider logs, Action<SupportBuilder>? more = null) => SupportClient.Create(builder =>
    {
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<IStatusFeed>(FixedStatus.Quiet);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        builder.Configure(options =>
            {
                (options.Level, options.DeliveryWait, options.MaxAttachmentBytes) = (SupportLevel.Pro, Wait, 16 * 1024 * 1024);
                (options.Delivery.FirstRetryDelay, options.Delivery.MaxRetryDelay, options.Delivery.AttemptsPerTurn) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), 2);
                (options.Delivery.AttemptTimeout, options.Delivery.ShutdownTimeout) = (AttemptTimeout, TimeSpan.Zero);
            })
            .AddEmail(options =>
            {
                (options.Host, options.Port, options.Security, options.From) = ("127.0.0.1", server.Port, server.Security, "app@customer.example");
                (options.UserName, options.Password, options.Timeout, options.MaxMessageBytes) = ("app@customer.example", Password, MailTimeout, 25 * 1024 * 1024);
                if (server.Security != EmailSecurity.None) options.TrustedCertificateSha256 = FaultySmtpServer.CertificateSha256;
            });
        more?.Invoke(builder);
    });

    /// <summary>The ticket of the tests; amid the mail it is one that no network takes whole.</summary>
    public static SupportTicket Ticket(SmtpStep step) => step != SmtpStep.Body
        ? MailClient.Ticket
        : MailClient.Ticket with { Attachments = [new TicketAttachment("large.bin", "application/octet-stream", new byte[8 * 1024 * 1024])] };
}
