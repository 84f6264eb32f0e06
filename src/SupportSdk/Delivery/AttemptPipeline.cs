using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using SupportSdk.Channels;
using SupportSdk.Telemetry;

namespace SupportSdk.Delivery;

/// <summary>One turn of a ticket at its channel: retry with jitter around a circuit breaker around a time limit (Polly).</summary>
internal sealed class AttemptPipeline
{
    private static readonly ResiliencePropertyKey<Turn> TurnKey = new("SupportSdk.Turn");

    private readonly DeliveryOptions _options;
    private readonly ITicketChannel _channel;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<ChannelResult> _pipeline;

    public AttemptPipeline(ITicketChannel channel, DeliveryOptions options, TimeProvider time, ILogger logger)
    {
        (_channel, _options, _logger) = (channel, options, logger);
        _pipeline = new ResiliencePipelineBuilder<ChannelResult> { TimeProvider = time }
            .AddRetry(Retry())
            .AddCircuitBreaker(Breaker())
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();
    }

    /// <summary>Makes the attempts of one turn. A failure is a result; only the cancellation of <paramref name="stop"/> is thrown.</summary>
    public async Task<TurnResult> RunAsync(TicketMessage message, string? remoteId, int attemptsBefore, CancellationToken stop)
    {
        var turn = new Turn(message.Id, attemptsBefore);
        var context = ResilienceContextPool.Shared.Get(stop);
        context.Properties.Set(TurnKey, turn);
        try
        {
            var result = await _pipeline.ExecuteAsync(ctx => AttemptAsync(message, remoteId, turn, ctx.CancellationToken), context).ConfigureAwait(false);
            return new TurnResult(result, turn.Attempts, null);
        }
        catch (BrokenCircuitException e)
        {
            var reason = turn.LastReason ?? "the channel failed for other tickets just now";
            return new TurnResult(ChannelResult.TryAgain(reason), turn.Attempts, e.RetryAfter ?? _options.BreakDuration);
        }
        catch (TimeoutRejectedException)
        {
            return new TurnResult(ChannelResult.Uncertain($"no end of the attempt within {_options.AttemptTimeout} (Delivery.AttemptTimeout)", remoteId), turn.Attempts, null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // A channel may be the app's own: its defect parks the ticket and harms nothing else.
            return new TurnResult(ChannelResult.NeedsAttention($"the channel threw {e.GetType().Name}, which is a defect of the channel"), turn.Attempts, null);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<ChannelResult> AttemptAsync(TicketMessage message, string? remoteId, Turn turn, CancellationToken cancellationToken)
    {
        turn.Attempts++;
        var result = await _channel.SendAsync(message, remoteId, cancellationToken).ConfigureAwait(false);
        turn.LastReason = result.Reason;
        return result;
    }

    private RetryStrategyOptions<ChannelResult> Retry() => new()
    {
        ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { Kind: ChannelResultKind.TryAgain }),
        MaxRetryAttempts = Math.Max(1, _options.AttemptsPerTurn - 1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = _options.FirstRetryDelay,
        MaxDelay = _options.MaxRetryDelay,
        DelayGenerator = static args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
        OnRetry = args =>
        {
            if (args.Context.Properties.TryGetValue(TurnKey, out var turn))
            {
                SupportLog.AttemptFailed(_logger, turn.Id, _channel.Channel, turn.Attempts, turn.LastReason ?? "no reason given");
            }

            return default;
        },
    };

    private CircuitBreakerStrategyOptions<ChannelResult> Breaker() => new()
    {
        ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { Kind: ChannelResultKind.TryAgain }),
        FailureRatio = 1.0,
        MinimumThroughput = _options.FailuresToBreak,
        SamplingDuration = TimeSpan.FromMinutes(1),
        BreakDuration = _options.BreakDuration,
    };

    private sealed class Turn(TicketId id, int attempts)
    {
        public TicketId Id { get; } = id;

        public int Attempts { get; set; } = attempts;

        public string? LastReason { get; set; }
    }
}

/// <summary>What a turn came to; <c>Rest</c> is how long the open circuit breaker keeps the channel at rest.</summary>
internal sealed record TurnResult(ChannelResult Result, int Attempts, TimeSpan? Rest);
