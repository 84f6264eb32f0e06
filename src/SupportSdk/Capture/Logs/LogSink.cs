using Microsoft.Extensions.Logging;
using SupportSdk.Telemetry;

namespace SupportSdk.Capture.Logs;

/// <summary>Notes log messages in the current scope of one client. It never throws into the app.</summary>
internal sealed class LogSink(EvidenceStore store, LogGate gate, CaptureFailures failures)
{
    public void Note<TState>(CategoryLogger logger, LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            if (!gate.IsClosed)
            {
                Add(logger, level, id, state, exception, formatter);
            }
            else if (!gate.IsOwn)
            {
                store.Here.CountLoss(LossReason.LogWithinLog);
            }
        }
        catch (Exception e)
        {
            failures.Note(e); // The app only logs here; evidence is lost, its call goes on.
        }
    }

    private void Add<TState>(CategoryLogger logger, LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var at = store.Clock.Now;
        var book = store.Here;
        LoggedMessage? message = TemplateMessage.Of(logger, state, id.Name);
        if (message is null)
        {
            using var reading = gate.CloseForReading();
            message = WrittenMessage.Of(logger, state, exception, formatter, id.Name);
        }

        AddScopes(logger, message);
        book.CountLoss(LossReason.TooLarge, message.Cut);
        book.Add(new EvidenceRecord
        {
            Kind = level >= LogLevel.Error ? EvidenceKind.ErrorLog : EvidenceKind.Log,
            At = at,
            Subject = message,
            Detail = exception,
            EventId = id.Id,
            Level = (byte)level,
            Bytes = message.Bytes + (exception is null ? 0 : EvidenceRecord.ExceptionBytes),
        });
    }

    private void AddScopes(CategoryLogger logger, LoggedMessage message)
    {
        using var reading = gate.CloseForReading();
        logger.Scopes.ForEachScope(static (scope, kept) => kept.AddScope(scope), message);
    }
}
