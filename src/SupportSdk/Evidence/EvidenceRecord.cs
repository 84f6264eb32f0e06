namespace SupportSdk;

/// <summary>
/// One fact, in at most 64 bytes. It refers to what exists anyway (the call's address, the exception, the app's own record); text is made of it, and redacted,
/// when a snapshot is read, so that noting costs next to nothing and nothing is written down unredacted.
/// </summary>
internal struct EvidenceRecord
{
    /// <summary>What the frames and texts of an exception come to, roughly; the object is the app's, and only kept alive.</summary>
    public const int ExceptionBytes = 1_024;

    /// <summary>When it was noted, as a timestamp of the client's clock.</summary>
    public long At;

    /// <summary>What it is about.</summary>
    public object? Subject;

    /// <summary>What else belongs to it; an <see cref="IHeldBody"/> gives its bytes back when memory is short.</summary>
    public object? Detail;

    /// <summary>How long it took, in the clock's timestamp units.</summary>
    public long Duration;

    /// <summary>What several records of one operation share, such as the attempts of a retry; 0 for none.</summary>
    public long Operation;

    /// <summary>Bytes that it keeps alive beside itself, roughly.</summary>
    public int Bytes;

    public int EventId;

    /// <summary>The status of a response; 0 for none.</summary>
    public short Status;

    /// <summary>The attempt within the operation, from 1; 0 where that is not known.</summary>
    public byte Attempt;

    public byte Level;

    public EvidenceKind Kind;
}
