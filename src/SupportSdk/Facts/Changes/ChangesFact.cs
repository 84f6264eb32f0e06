using SupportSdk.Paragon.Health;

namespace SupportSdk.Facts.Changes;

/// <summary>What changed since the last healthy call. Memory answers where this run had one to the same host; else the baseline file is waited for, where there is one.</summary>
internal sealed class ChangesFact(VendorCalls calls, HealthyCalls healthy, BaselineFile? file) : IFactProvider
{
    public string Name => "What changed";

    public bool IsConstant => false;

    public bool TryRead(IReadOnlyList<ApiError> failed, out string? value)
    {
        var call = calls.Failures.LatestOf(failed);
        var isKnown = file is not { IsLoaded: false } || (call is { Call: var c } && healthy.Has(c.Host, c.Port));
        value = isKnown ? Words(call) : null;
        return isKnown;
    }

    public async ValueTask<string?> ReadAsync(IReadOnlyList<ApiError> failed, CancellationToken cancellationToken)
    {
        await (file?.LoadAsync() ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Words(calls.Failures.LatestOf(failed));
    }

    private string Words(FailedCallNote? failed)
    {
        var ofThisRun = healthy.OfThisRun();
        return new ChangeWords(failed, calls.Clock.Read(), healthy.Versions()).Since(ofThisRun, file?.Earlier ?? [], Elsewhere());
    }

    private string Elsewhere() => file switch
    {
        null => "in this run; earlier runs are not known, since FactOptions.BaselinePath is not set",
        { Problem: { } problem } => $"in this run; earlier runs are not known, since {problem}",
        _ => "in this run or an earlier one",
    };
}
