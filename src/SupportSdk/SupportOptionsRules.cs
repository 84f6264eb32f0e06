using System.Globalization;
using Microsoft.Extensions.Options;
using SupportSdk.Capture;
using SupportSdk.Channels;
using SupportSdk.Facts;
using SupportSdk.Outbox;
using SupportSdk.Paragon;
using SupportSdk.Policy;
using SupportSdk.Redaction;
using SupportSdk.Status;
using SupportSdk.Submission;

namespace SupportSdk;

/// <summary>The rules of the settings. Every breach is named with its setting and the way out.</summary>
internal sealed class SupportOptionsRules(IEnumerable<ChannelRegistration> channels, IEnumerable<OutboxRegistration> outboxes, IEnumerable<CrashCapture> crashes)
    : IValidateOptions<SupportOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, SupportOptions options)
    {
        string[] problems =
        [
            .. Agreement(options), .. Channels(options), .. Outbox(), .. Times(options),
            .. ParagonOptionsRules.Problems(options.Paragon), .. TaskHistoryOptionsRules.Problems(options.Paragon.TaskHistory, options.ProjectId), .. StatusOptionsRules.Problems(options.Status),
            .. FactOptionsRules.Problems(options.Facts), .. RedactionOptionsRules.Problems(options.Redaction),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Agreement(SupportOptions options)
    {
        if (!Enum.IsDefined(options.Level))
        {
            yield return $"SupportOptions.Level {(int)options.Level} is not a SupportLevel: use Startup, Pro or Enterprise.";
        }

        if (options.ProjectId is not null && !Guid.TryParseExact(options.ProjectId, "D", out _))
        {
            yield return "SupportOptions.ProjectId must be the project's UUID, as in the address of its dashboard.";
        }

        if (options.Contact is { } contact && !TicketRules.IsAddress(contact.Email))
        {
            yield return "SupportOptions.Contact.Email is not an e-mail address.";
        }

        if (!Enum.IsDefined(options.KnownIncidents) || !Enum.IsDefined(options.EnterpriseUrgentBasis) || (options.Environment is { } e && !Enum.IsDefined(e)))
        {
            yield return "SupportOptions.KnownIncidents, EnterpriseUrgentBasis or Environment has a value that is not defined.";
        }

        if (options.MaxAttachmentBytes is < 0 or > 25_000_000)
        {
            yield return $"SupportOptions.MaxAttachmentBytes is {options.MaxAttachmentBytes.ToString(CultureInfo.InvariantCulture)}: use 0 to 25000000.";
        }
    }

    private IEnumerable<string> Channels(SupportOptions options)
    {
        if (!channels.Any())
        {
            yield return "No channel is registered, so no ticket could reach support: call AddEmail(...) or AddChannel<T>(...).";
        }

        foreach (var channel in channels.Select(c => c.Channel).Distinct())
        {
            if (!options.Channels.Contains(channel) && Enum.IsDefined(options.Level) && !SupportPolicy.Paragon.Allows(options.Level, channel))
            {
                yield return $"{channel} is registered, but the support level {options.Level} (SupportOptions.Level) does not include it. "
                             + $"If your agreement does, add {channel} to SupportOptions.Channels; a higher level is a matter for Paragon's sales team.";
            }
        }

        foreach (var channel in options.Channels.Distinct().Where(c => channels.All(r => r.Channel != c)))
        {
            yield return $"SupportOptions.Channels names {channel}, but it is not registered: register it, or leave it out.";
        }
    }

    private IEnumerable<string> Outbox()
    {
        if (crashes.Any() && outboxes.LastOrDefault() is not { Durable: true })
        {
            yield return "SubmitUnhandledExceptions() needs an outbox that survives the crash: call UseSqliteOutbox(path) or UseSqlOutbox(...).";
        }
    }

    private static IEnumerable<string> Times(SupportOptions options)
    {
        var delivery = options.Delivery;
        foreach (var (name, value, least) in new (string, TimeSpan, TimeSpan)[]
                 {
                     ("SupportOptions.DeliveryWait", options.DeliveryWait, TimeSpan.Zero),
                     ("SupportOptions.Delivery.AttemptTimeout", delivery.AttemptTimeout, TimeSpan.FromMilliseconds(100)),
                     ("SupportOptions.Delivery.FirstRetryDelay", delivery.FirstRetryDelay, TimeSpan.FromMilliseconds(1)),
                     ("SupportOptions.Delivery.BreakDuration", delivery.BreakDuration, TimeSpan.FromMilliseconds(500)),
                     ("SupportOptions.Delivery.ShutdownTimeout", delivery.ShutdownTimeout, TimeSpan.Zero),
                 })
        {
            if (value < least || value > LongestWait)
            {
                yield return $"{name} is {value}: use {least} to {LongestWait}.";
            }
        }

        if (delivery.MaxRetryDelay < delivery.FirstRetryDelay || delivery.MaxRetryDelay > TimeSpan.FromHours(24))
        {
            yield return $"SupportOptions.Delivery.MaxRetryDelay is {delivery.MaxRetryDelay}: use FirstRetryDelay to 1.00:00:00.";
        }

        if (delivery.AttemptsPerTurn is < 2 or > 10 || delivery.FailuresToBreak is < 2 or > 1_000)
        {
            yield return "SupportOptions.Delivery.AttemptsPerTurn must be 2 to 10, and FailuresToBreak 2 to 1000.";
        }

        if (delivery.KeepDelivered < TimeSpan.Zero || delivery.KeepDelivered > TimeSpan.FromDays(3_650) || delivery.KeepDeliveredCount is < 0 or > 1_000_000)
        {
            yield return "SupportOptions.Delivery.KeepDelivered must be zero to ten years, and KeepDeliveredCount 0 to 1000000.";
        }
    }
}
