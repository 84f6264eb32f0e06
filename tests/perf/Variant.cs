using SupportSdk;
using SupportSdk.Channels;

/// <summary>SupportSdk in the comparison of start-ups: a client without a host, and its handler around one request.</summary>
internal static class Variant
{
    public static (HttpMessageHandler, IDisposable?) Start()
    {
        SupportClient client = SupportClient.Create(builder => builder
            .Configure(options =>
            {
                options.ProjectId = "38b1f170-0c43-4eae-9a04-ab85325d99f7";
                options.Paragon.Hosts.Add("127.0.0.1");
            })
            .AddChannel(new NullChannel()));
        return (new DiagnosticsHandler(client, new SocketsHttpHandler()), client);
    }

    private sealed class NullChannel : ITicketChannel
    {
        public SupportChannel Channel => SupportChannel.Email;

        public int MaxBytes => 10_000_000;

        public string? CreateRemoteId(TicketMessage message) => null;

        public Task<ChannelResult> SendAsync(TicketMessage message, string? remoteId, CancellationToken cancellationToken) => Task.FromResult(ChannelResult.Delivered(null));
    }
}
