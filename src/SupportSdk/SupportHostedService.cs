using Microsoft.Extensions.Hosting;

namespace SupportSdk;

/// <summary>Takes up at the host's start what an earlier run left, and drains at its stop.</summary>
internal sealed class SupportHostedService(SupportClient client) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        client.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => client.StopAsync(cancellationToken);
}
