namespace SupportSdk;

/// <summary>How much evidence is kept in memory.</summary>
public sealed class EvidenceOptions
{
    /// <summary>Bytes that the evidence of all open scopes of the client may hold together, 65,536 to 1,073,741,824. When they are spent, the oldest gives way: first calls that went well and logs, then bodies, then errors.</summary>
    /// <value>The default is 8,388,608 (8 MiB).</value>
    public int MaxBytes { get; set; } = 8_388_608;
}
