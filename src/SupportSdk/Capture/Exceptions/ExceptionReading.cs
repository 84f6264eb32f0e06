using SupportSdk.Redaction;

namespace SupportSdk.Capture.Exceptions;

/// <summary>Describes each exception of one snapshot once, however often it was logged, thrown on and noted.</summary>
internal sealed class ExceptionReading(EvidenceDoor door)
{
    private readonly Dictionary<Exception, ExceptionDetails> _described = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Exception> _noted = new(ReferenceEqualityComparer.Instance);
    private readonly List<ExceptionDetails> _seen = [];

    /// <summary>The exceptions that are evidence, in the order in which they were noted first.</summary>
    public IReadOnlyList<ExceptionDetails> Seen => _seen;

    /// <summary>Takes an exception as evidence.</summary>
    public ExceptionDetails Note(Exception exception, DateTimeOffset at, RedactionTally tally)
    {
        var details = Describe(exception, at, tally);
        if (_noted.Add(exception))
        {
            _seen.Add(details);
        }

        return details;
    }

    public ExceptionDetails Describe(Exception exception, DateTimeOffset at, RedactionTally tally)
    {
        if (!_described.TryGetValue(exception, out var details))
        {
            _described.Add(exception, details = door.Describe(exception, at, tally));
        }

        return details;
    }
}
