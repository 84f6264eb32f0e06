namespace SupportSdk;

/// <summary>The state of one ticket on one channel.</summary>
public enum DeliveryState
{
    /// <summary>The redacted ticket is stored; its exact bytes are not made yet.</summary>
    Accepted = 0,

    /// <summary>The exact bytes are stored, and wait to be sent.</summary>
    Pending = 1,

    /// <summary>Being sent now.</summary>
    Sending = 2,

    /// <summary>The channel acknowledged it.</summary>
    Delivered = 3,

    /// <summary>The connection died after the bytes were handed over, before the acknowledgement.</summary>
    Uncertain = 4,

    /// <summary>A person must mend something; nothing is deleted.</summary>
    Parked = 5,

    /// <summary>Held back for an open incident.</summary>
    Held = 6,

    /// <summary>The same failure has an open ticket already.</summary>
    Duplicate = 7,

    /// <summary>Cancelled by a person.</summary>
    Cancelled = 8,
}
