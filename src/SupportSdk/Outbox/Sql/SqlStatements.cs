namespace SupportSdk.Outbox.Sql;

/// <summary>Every statement of the outbox. What databases disagree on is a value; the rest is the same text for all.</summary>
internal sealed record SqlStatements
{
    /// <summary>The schema that this code writes. A database with a higher one is refused.</summary>
    public const int Version = 1;

    /// <summary>How long a command may wait for a lock, in seconds: the provider's own retry, which no other setting bounds.</summary>
    public const int LockWaitSeconds = 1;

    public const string Commit = "COMMIT";

    public const string RollBack = "ROLLBACK";

    /// <remarks>
    /// <c>synchronous=FULL</c> is what makes a commit in WAL mode survive a power cut. Both settings of <c>Session</c> belong to a connection, and a pool may hand out a new one at any time.
    /// The lock wait of one call into SQLite is kept short, so that it and the provider's retry together stay within the budget.
    /// </remarks>
    public static readonly SqlStatements Sqlite = new()
    {
        Integer = "INTEGER",
        Bytes = "BLOB",
        Database = "PRAGMA journal_mode=WAL",
        Session = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=250",
        DatabaseFile = "SELECT file FROM pragma_database_list WHERE name = 'main'",
        Begin = "BEGIN IMMEDIATE",
        SkipLocked = "",
    };

    public required string Integer { get; init; }

    public required string Bytes { get; init; }

    public required string Database { get; init; }

    public required string Session { get; init; }

    public required string DatabaseFile { get; init; }

    public required string Begin { get; init; }

    public required string SkipLocked { get; init; }

    public string CreateVersion => $"CREATE TABLE IF NOT EXISTS support_schema (id {Integer} PRIMARY KEY, version {Integer} NOT NULL)";

    public const string WriteVersion = "INSERT INTO support_schema (id, version) VALUES (1, @version) ON CONFLICT (id) DO NOTHING";

    public const string ReadVersion = "SELECT version FROM support_schema WHERE id = 1";

    // Partial indexes: what is delivered stays for FindAsync and must not slow down a claim.
    public string CreateTables => $"""
        CREATE TABLE IF NOT EXISTS support_tickets (
            id TEXT NOT NULL PRIMARY KEY, submitted_at {Integer} NOT NULL, accepted {Bytes}, frozen {Bytes}, checksum {Bytes} NOT NULL,
            owner TEXT NOT NULL, damage TEXT, version {Integer} NOT NULL);
        CREATE TABLE IF NOT EXISTS support_deliveries (
            ticket TEXT NOT NULL REFERENCES support_tickets (id), channel TEXT NOT NULL, state TEXT NOT NULL, attempts {Integer} NOT NULL,
            due_at {Integer} NOT NULL, submitted_at {Integer} NOT NULL, remote_id TEXT, last_error TEXT, at {Integer} NOT NULL,
            owner TEXT, possibly_sent {Integer} NOT NULL, PRIMARY KEY (ticket, channel));
        CREATE INDEX IF NOT EXISTS support_tickets_accepted ON support_tickets (owner) WHERE frozen IS NULL;
        CREATE INDEX IF NOT EXISTS support_deliveries_pending ON support_deliveries (channel, due_at, submitted_at, ticket) WHERE state = 'pending';
        CREATE INDEX IF NOT EXISTS support_deliveries_sending ON support_deliveries (owner) WHERE state = 'sending';
        """;

    public const string Accept = """
        INSERT INTO support_tickets (id, submitted_at, accepted, checksum, owner, version)
        VALUES (@id, @submitted, @payload, @checksum, @owner, @version)
        ON CONFLICT (id) DO NOTHING
        """;

    public const string Freeze = """
        INSERT INTO support_tickets (id, submitted_at, frozen, checksum, owner, version)
        VALUES (@id, @submitted, @payload, @checksum, @owner, @version)
        ON CONFLICT (id) DO UPDATE SET accepted = NULL, frozen = excluded.frozen, checksum = excluded.checksum, damage = NULL
        WHERE support_tickets.frozen IS NULL
        """;

    public const string Start = """
        INSERT INTO support_deliveries (ticket, channel, state, attempts, due_at, submitted_at, remote_id, at, possibly_sent)
        VALUES (@id, @channel, @state, 0, @due, @submitted, @remote, @at, 0)
        """;

    public const string Find = """
        SELECT t.submitted_at, t.accepted, t.frozen, t.checksum, t.damage, d.channel, d.state, d.attempts, d.last_error, d.at, d.remote_id, d.possibly_sent
        FROM support_tickets t LEFT JOIN support_deliveries d ON d.ticket = t.id
        WHERE t.id = @id
        """;

    public string Claim => $"""
        UPDATE support_deliveries SET state = 'sending', owner = @owner, at = @now
        WHERE (ticket, channel) = (
            SELECT ticket, channel FROM support_deliveries
            WHERE channel = @channel AND state = 'pending' AND due_at <= @now
            ORDER BY due_at, submitted_at, ticket LIMIT 1 {SkipLocked})
        RETURNING ticket, remote_id, attempts, possibly_sent,
            (SELECT frozen FROM support_tickets WHERE id = ticket), (SELECT checksum FROM support_tickets WHERE id = ticket)
        """;

    // A claim that is no longer ours changes nothing, but for one thing: an acknowledgement is true whenever it comes.
    public static readonly string Settle = $"""
        UPDATE support_deliveries SET state = @state, attempts = @attempts, at = @at, owner = NULL, last_error = @error,
            remote_id = COALESCE(@remote, remote_id), due_at = COALESCE(@due, due_at),
            possibly_sent = CASE WHEN @state = 'uncertain' THEN 1 ELSE possibly_sent END
        WHERE ticket = @id AND channel = @channel
            AND ((state = 'sending' AND owner = @owner) OR (@state = 'delivered' AND state IN ({Before(DeliveryEvent.Acknowledged)})))
        """;

    /// <summary>What a person decides, by the decision.</summary>
    public static readonly IReadOnlyDictionary<DeliveryEvent, string> Decide = new[] { DeliveryEvent.Retried, DeliveryEvent.Cancelled }.ToDictionary(decision => decision, decision => $"""
        UPDATE support_deliveries SET state = '{After(decision)}', at = @now, due_at = @now
        WHERE ticket = @id AND state IN ({Before(decision)})
        """);

    public const string NextDue = "SELECT MIN(due_at) FROM support_deliveries WHERE channel = @channel AND state = 'pending'";

    public const string CountOpen = """
        SELECT (SELECT COUNT(*) FROM support_tickets WHERE frozen IS NULL AND damage IS NULL)
            + (SELECT COUNT(*) FROM support_deliveries WHERE state = 'pending')
            + (SELECT COUNT(*) FROM support_deliveries WHERE state = 'sending')
        """;

    public const string OtherOwners = """
        SELECT owner FROM support_tickets WHERE frozen IS NULL AND damage IS NULL AND owner <> @owner
        UNION SELECT owner FROM support_deliveries WHERE state = 'sending' AND owner <> @owner
        """;

    // At most one attempt that nobody asked for follows one whose end nobody saw.
    public static readonly string TakeBackClaims = $"""
        UPDATE support_deliveries SET state = CASE WHEN possibly_sent = 1 THEN '{After(DeliveryEvent.OwnerDiedAgain)}' ELSE '{After(DeliveryEvent.OwnerDied)}' END,
            last_error = CASE WHEN possibly_sent = 1 THEN @again ELSE @first END, possibly_sent = 1, attempts = attempts + 1, owner = NULL, at = @now
        WHERE state = 'sending' AND owner = @dead
        """;

    public const string AdoptAccepted = """
        UPDATE support_tickets SET owner = @owner WHERE frozen IS NULL AND damage IS NULL AND owner = @dead
        RETURNING id, submitted_at, accepted, checksum
        """;

    public const string SetAside = "UPDATE support_tickets SET damage = @reason WHERE id = @id";

    private static string After(DeliveryEvent happened) => SqlValues.Text(DeliveryTransitions.After(happened));

    private static string Before(DeliveryEvent happened) => string.Join(", ", DeliveryTransitions.Before(happened).Select(state => $"'{SqlValues.Text(state)}'"));
}
