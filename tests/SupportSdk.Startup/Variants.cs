using Microsoft.Extensions.DependencyInjection;
using SupportSdk.Channels;

namespace SupportSdk.Startup;

/// <summary>Ways to make a client: without the SDK (<c>bare</c>, <c>control</c>), and with it (<c>handler</c>, <c>support</c>).</summary>
internal static class Variants
{
    public static string[] Names { get; } = ["bare", "handler", "control", "support"];

    /// <summary>The services of a variant that uses the factory: <c>support</c> adds the SDK to what <c>control</c> does.</summary>
    public static ServiceProvider? ServicesOf(string variant)
    {
        if (variant is not ("control" or "support"))
        {
            return null;
        }

        var services = new ServiceCollection();
        services.AddHttpClient("c");
        if (variant == "support")
        {
            Configured(services.AddSupport()).CaptureHttpClients();
        }

        return services.BuildServiceProvider();
    }

    public static SupportClient? ClientOf(string variant) => variant == "handler" ? SupportClient.Create(builder => Configured(builder)) : null;

    private static SupportBuilder Configured(SupportBuilder builder) => builder
        .Configure(options =>
        {
            options.ProjectId = "38b1f170-0c43-4eae-9a04-ab85325d99f7";
            options.Paragon.Hosts.Add("127.0.0.1");
        })
        .AddChannel(new NoChannel());

    private sealed class NoChannel : ITicketChannel
    {
        public SupportChannel Channel => SupportChannel.Email;

        public int MaxBytes => 10_000_000;

        public string? CreateRemoteId(TicketMessage message) => null;

        public Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken) => Task.FromResult(ChannelResult.Delivered(null));
    }
}
