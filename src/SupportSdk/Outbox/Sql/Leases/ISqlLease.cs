using System.Data.Common;

namespace SupportSdk.Outbox.Sql.Leases;

/// <summary>Who owns a claim: a living process, as the others can see it. The lease goes when the process does, or its connection; no clock is asked.</summary>
internal interface ISqlLease : IDisposable
{
    /// <summary>The name in the rows that this process works on. A lease that was lost never comes back: the next one has another name.</summary>
    string Owner { get; }

    /// <summary>The one connection that holds the lease, and on which everything is written; null where the lease is no connection's.</summary>
    DbConnection? Connection { get; }

    /// <summary>Why a commit does not survive a crash of the machine; null where it does.</summary>
    string? NotDurable { get; }

    /// <summary>Whether the process of that name is gone.</summary>
    ValueTask<bool> IsDeadAsync(string owner, CancellationToken cancellationToken);

    /// <summary>What a lease needs now and then.</summary>
    /// <exception cref="OutboxUnavailableException">The lease does not hold.</exception>
    ValueTask TendAsync(CancellationToken cancellationToken);
}
