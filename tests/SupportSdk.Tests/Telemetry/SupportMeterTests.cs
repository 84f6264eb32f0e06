using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SupportSdk.Status;
using SupportSdk.Telemetry;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Telemetry;

public sealed class SupportMeterTests
{
    [Fact]
    public void Dropped_Losses_AreToldByReason()
    {
        var losses = new LossLedger();
        using var meter = new SupportMeter(null, losses);
        losses.Count(LossReason.ScopeFull, 3);
        losses.Count(LossReason.MemoryBudget);
        Assert.Contains(("scope-full", 3L), Read(null));
        Assert.Contains(("memory-budget", 1L), Read(null));
    }

    [Fact]
    public void Dispose_TellsNothingAnyMore()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var losses = new LossLedger();
        losses.Count(LossReason.ScopeFull);
        var meter = new SupportMeter(factory, losses);
        Assert.Equal([("scope-full", 1L)], Read(factory));
        meter.Dispose();
        Assert.Empty(Read(factory));
    }

    [Fact]
    public async Task Client_Losses_AreTheAppsMeterFactorysAndOnTheSnapshot()
    {
        var services = new ServiceCollection().AddMetrics().AddSingleton<IStatusFeed>(FixedStatus.Quiet);
        services.AddSupport(options => options.Level = SupportLevel.Pro).AddChannel(new RecordingChannel());
        await using var app = services.BuildServiceProvider();
        using var scope = app.GetRequiredService<SupportClient>().BeginScope();
        for (var i = 0; i < 130; i++)
        {
            scope.AddException(new IOException());
        }

        scope.AddConsoleError(new ConsoleError { Level = "error", Message = string.Concat(Enumerable.Repeat("word ", 10_000)), OccurredAt = default });
        var dropped = scope.Snapshot().Dropped;
        Assert.Equal((2, 1), (dropped["scope-full"], dropped["too-large"]));
        Assert.Equal([("scope-full", 2L), ("too-large", 1L)], Read(app.GetRequiredService<IMeterFactory>()).Order());
    }

    private static List<(string Reason, long Count)> Read(IMeterFactory? factory)
    {
        var read = new List<(string, long)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument is { Name: "support.evidence.dropped", Meter.Name: "SupportSdk" } && instrument.Meter.Scope == factory)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => read.Add(((string)tags[0].Value!, count)));
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }
}
