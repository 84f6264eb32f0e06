using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportSdk.Capture.Http;
using SupportSdk.Capture.Logs;
using SupportSdk.Outbox;
using SupportSdk.Outbox.Memory;
using SupportSdk.Paragon.Api;
using SupportSdk.Status;

namespace SupportSdk;

/// <summary>Registers the SDK.</summary>
public static class SupportServiceCollectionExtensions
{
    /// <summary>Registers the SDK with its default settings.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The builder, on which channels, the outbox and capture are chosen.</returns>
    public static SupportBuilder AddSupport(this IServiceCollection services) => services.AddSupport(static _ => { });

    /// <summary>Registers the SDK with settings from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section; its keys are the names of <see cref="SupportOptions"/>.</param>
    public static SupportBuilder AddSupport(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddSupport().BindSettings<SupportOptions>(options => section.Bind(options));
    }

    /// <summary>Registers the SDK.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the settings.</param>
    public static SupportBuilder AddSupport(this IServiceCollection services, Action<SupportOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SupportOptions>().Configure(configure).ValidateOnStart();
        if (services.Any(d => d.ServiceType == typeof(SupportClient)))
        {
            return new SupportBuilder(services); // A second call adds settings; the parts stand already.
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SupportOptions>, SupportOptionsRules>());
        services.TryAddSingleton(TimeProvider.System);
        AddSources(services);
        AddOutboxInMemory(services);
        services.AddLogging();
        services.AddSingleton<LogHook>();
        services.AddSingleton(static provider => new OwnLoggers(provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<LogHook>()));
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(provider => new CaptureHandlerFilter(
            provider.GetRequiredService<IOptions<CapturedClients>>().Value, () => provider.GetRequiredService<SupportClient>().Capture));
        services.AddSingleton(SupportComposition.Client);
        services.AddHostedService<SupportHostedService>();
        return new SupportBuilder(services);
    }

    private static void AddSources(IServiceCollection services)
    {
        StatusHttp.Isolate(services.AddHttpClient(StatusHttp.ClientName));
        TaskHistoryHttp.Isolate(services.AddHttpClient(TaskHistoryHttp.ClientName));
        services.TryAddSingleton<IStatusFeed>(static provider => SupportComposition.StatusFeed(provider));
    }

    internal static OutboxRetention Retention(IServiceProvider services)
    {
        var delivery = services.GetRequiredService<IOptions<SupportOptions>>().Value.Delivery;
        return new OutboxRetention(delivery.KeepDelivered, delivery.KeepDeliveredCount);
    }

    private static void AddOutboxInMemory(IServiceCollection services)
    {
        services.AddSingleton(new OutboxRegistration(Durable: false));
        services.AddSingleton(static provider => new MemoryOutbox(provider.GetRequiredService<TimeProvider>(), Retention(provider)));
        services.AddSingleton<IOutbox>(static provider => provider.GetRequiredService<MemoryOutbox>());
        services.AddSingleton<IDeliveryQueue>(static provider => provider.GetRequiredService<MemoryOutbox>());
    }
}
