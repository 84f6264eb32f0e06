using SupportSdk.Outbox.Sql.Rows;

namespace SupportSdk.Outbox.Sql;

/// <summary>Every statement of the outbox, in the words of one database.</summary>
internal sealed class SqlStatements(SqlGrammar grammar)
{
    /// <summary>The schema that this code writes. A database with a higher one is refused.</summary>
    public const int Version = 3;

    public const string Commit = "COMMIT";

    public const string RollBack = "ROLLBACK";

    public static readonly SqlStatements Sqlite = new(SqlGrammar.Sqlite);

    public static readonly SqlStatements PostgreSql = new(SqlGrammar.PostgreSql);

    public SqlGrammar Grammar => grammar;

    public string CreateVersion { get; } = $"CREATE TABLE IF NOT EXISTS {grammar.Prefix}schema (id {grammar.Integer} PRIMARY KEY, version {grammar.Integer} NOT NULL)";

    public string WriteVersion { get; } = $"INSERT INTO {grammar.Prefix}schema (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING";

    public string ReadVersion { get; } = $"SELECT version FROM {grammar.Prefix}schema WHERE id = 1";

    public string RaiseVersion { get; } = $"UPDATE {grammar.Prefix}schema SET version = @version WHERE id = 1";

    /// <summary>What leads from each version to the next; from none to 1 first.</summary>
    public IReadOnlyList<string> Upgrades => [CreateTables, AddSettingsMark, AddProtectionAndRetention];

    // Partial indexes: what is delivered stays for FindAsync and must not slow down a claim.
    private string CreateTables { get; } = $"""
        CREATE TABLE IF NOT EXISTS {grammar.Prefix}tickets (
            id {grammar.Text} NOT NULL PRIMARY KEY, submitted_at {grammar.Integer} NOT NULL, accepted {grammar.Bytes}, frozen {grammar.Bytes}, checksum {grammar.Bytes} NOT NULL,
            owner {grammar.Text} NOT NULL, damage {grammar.Text}, version {grammar.Integer} NOT NULL);
        CREATE TABLE IF NOT EXISTS {grammar.Prefix}deliveries (
            ticket {grammar.Text} NOT NULL REFERENCES {grammar.Prefix}tickets (id), channel {grammar.Text} NOT NULL, state {grammar.Text} NOT NULL, attempts {grammar.Integer} NOT NULL,
            due_at {grammar.Integer} NOT NULL, submitted_at {grammar.Integer} NOT NULL, remote_id {grammar.Text}, last_error {grammar.Text}, at {grammar.Integer} NOT NULL,
            owner {grammar.Text}, possibly_sent {grammar.Integer} NOT NULL, PRIMARY KEY (ticket, channel));
        CREATE INDEX IF NOT EXISTS support_tickets_accepted ON {grammar.Prefix}tickets (owner) WHERE frozen IS NULL;
        CREATE INDEX IF NOT EXISTS support_deliveries_pending ON {grammar.Prefix}deliveries (channel, due_at, submitted_at, ticket) WHERE state = 'pending';
        CREATE INDEX IF NOT EXISTS support_deliveries_sending ON {grammar.Prefix}deliveries (owner) WHERE state = 'sending';
        """;

    private string AddSettingsMark { get; } = $"ALTER TABLE {grammar.Prefix}deliveries ADD COLUMN settings_mark {grammar.Text}";

    private string AddProtectionAndRetention { get; } = $"""
        ALTER TABLE {grammar.Prefix}tickets ADD COLUMN protected {grammar.Integer} NOT NULL DEFAULT 0;
        CREATE INDEX IF NOT EXISTS support_deliveries_delivered ON {grammar.Prefix}deliveries (at) WHERE state = 'delivered';
        """;

    public string Accept { get; } = $"""
        INSERT INTO {grammar.Prefix}tickets (id, submitted_at, accepted, checksum, protected, owner, version)
        VALUES (@id, @submitted, @payload, @checksum, @protected, @owner, @version)
        ON CONFLICT (id) DO NOTHING
        """;

    public string Freeze { get; } = $"""
        INSERT INTO {grammar.Prefix}tickets AS t (id, submitted_at, frozen, checksum, protected, owner, version)
        VALUES (@id, @submitted, @payload, @checksum, @protected, @owner, @version)
        ON CONFLICT (id) DO UPDATE SET accepted = NULL, frozen = excluded.frozen, checksum = excluded.checksum, protected = excluded.protected, damage = NULL
        WHERE t.frozen IS NULL
        """;

    public string Start { get; } = $"""
        INSERT INTO {grammar.Prefix}deliveries (ticket, channel, state, attempts, due_at, submitted_at, remote_id, at, possibly_sent)
        VALUES (@id, @channel, @state, 0, @due, @submitted, @remote, @at, 0)
        """;

    /// <summary>The checksums that are stored: what was committed twice, because the answer to the first commit was lost, is known by them.</summary>
    public string Checksum { get; } = $"SELECT checksum FROM {grammar.Prefix}tickets WHERE id = @id AND (frozen IS NOT NULL) = (@frozen = 1)";

    public string Find { get; } = $"""
        SELECT t.submitted_at, COALESCE(t.frozen, t.accepted), t.checksum, t.protected, CASE WHEN t.frozen IS NULL THEN 0 ELSE 1 END, t.damage, d.channel, d.state, d.attempts, d.last_error, d.at, d.remote_id, d.possibly_sent
        FROM {grammar.Prefix}tickets t LEFT JOIN {grammar.Prefix}deliveries d ON d.ticket = t.id
        WHERE t.id = @id
        """;

    public string Claim { get; } = $"""
        UPDATE {grammar.Prefix}deliveries SET state = 'sending', owner = @owner, at = @now
        WHERE (ticket, channel) = (
            SELECT ticket, channel FROM {grammar.Prefix}deliveries
            WHERE channel = @channel AND state = 'pending' AND due_at <= @now
            ORDER BY due_at, submitted_at, ticket LIMIT 1 {grammar.SkipLocked})
        RETURNING ticket, remote_id, attempts, possibly_sent,
            (SELECT frozen FROM {grammar.Prefix}tickets WHERE id = ticket), (SELECT checksum FROM {grammar.Prefix}tickets WHERE id = ticket),
            (SELECT protected FROM {grammar.Prefix}tickets WHERE id = ticket)
        """;

    // A claim that is no longer ours changes nothing, but for one thing: an acknowledgement is true whenever it comes.
    public string Settle { get; } = $"""
        UPDATE {grammar.Prefix}deliveries SET state = @state, attempts = @attempts, at = @at, owner = NULL, last_error = @error, settings_mark = @mark,
            remote_id = COALESCE(@remote, remote_id), due_at = COALESCE(@due, due_at),
            possibly_sent = CASE WHEN @state = 'uncertain' THEN 1 ELSE possibly_sent END
        WHERE ticket = @id AND channel = @channel
            AND ((state = 'sending' AND owner = @owner) OR (@state = 'delivered' AND state IN ({Before(DeliveryEvent.Acknowledged)})))
        """;

    /// <summary>What a person decides, by the decision.</summary>
    public IReadOnlyDictionary<DeliveryEvent, string> Decide { get; } = new[] { DeliveryEvent.Retried, DeliveryEvent.Cancelled }.ToDictionary(decision => decision, decision => $"""
        UPDATE {grammar.Prefix}deliveries SET state = '{After(decision)}', at = @now, due_at = @now
        WHERE ticket = @id AND state IN ({Before(decision)})
        """);

    /// <summary>What was set aside is tried again: it belongs to nobody, so that the next recovery takes it.</summary>
    public string Readmit { get; } = $"UPDATE {grammar.Prefix}tickets SET damage = NULL, owner = '' WHERE id = @id AND frozen IS NULL AND damage IS NOT NULL";

    /// <summary>When the last of those delivered before the newest ones was.</summary>
    public string BeyondCount { get; } = $"SELECT at FROM {grammar.Prefix}deliveries WHERE state = 'delivered' ORDER BY at DESC LIMIT 1 OFFSET @count";

    // A ticket is whole: while one channel has not come to an end with it, nothing of it goes.
    public string Aged { get; } = $"""
        SELECT d.ticket FROM {grammar.Prefix}deliveries d
        WHERE d.state = 'delivered' AND d.at < @before
            AND NOT EXISTS (SELECT 1 FROM {grammar.Prefix}deliveries o WHERE o.ticket = d.ticket AND (o.state NOT IN ('delivered', 'cancelled') OR o.at >= @before))
        ORDER BY d.at LIMIT 500
        """;

    public string DeleteDeliveries { get; } = $"DELETE FROM {grammar.Prefix}deliveries WHERE ticket = @id";

    public string DeleteTicket { get; } = $"DELETE FROM {grammar.Prefix}tickets WHERE id = @id";

    public string ParkedMarks { get; } = $"SELECT DISTINCT settings_mark FROM {grammar.Prefix}deliveries WHERE channel = @channel AND state = 'parked' AND settings_mark IS NOT NULL";

    public string RetryParked { get; } = $"""
        UPDATE {grammar.Prefix}deliveries SET state = '{After(DeliveryEvent.Retried)}', at = @now, due_at = @now
        WHERE channel = @channel AND state = 'parked' AND settings_mark = @mark
        """;

    public string NextDue { get; } = $"SELECT MIN(due_at) FROM {grammar.Prefix}deliveries WHERE channel = @channel AND state = 'pending'";

    public string CountOpen { get; } = $"""
        SELECT (SELECT COUNT(*) FROM {grammar.Prefix}tickets WHERE frozen IS NULL AND damage IS NULL)
            + (SELECT COUNT(*) FROM {grammar.Prefix}deliveries WHERE state = 'pending')
            + (SELECT COUNT(*) FROM {grammar.Prefix}deliveries WHERE state = 'sending')
        """;

    public string OtherOwners { get; } = $"""
        SELECT owner FROM {grammar.Prefix}tickets WHERE frozen IS NULL AND damage IS NULL AND owner <> @owner
        UNION SELECT owner FROM {grammar.Prefix}deliveries WHERE state = 'sending' AND owner <> @owner
        """;

    // At most one attempt that nobody asked for follows one whose end nobody saw.
    public string TakeBackClaims { get; } = $"""
        UPDATE {grammar.Prefix}deliveries SET state = CASE WHEN possibly_sent = 1 THEN '{After(DeliveryEvent.OwnerDiedAgain)}' ELSE '{After(DeliveryEvent.OwnerDied)}' END,
            last_error = CASE WHEN possibly_sent = 1 THEN @again ELSE @first END, possibly_sent = 1, attempts = attempts + 1, owner = NULL, at = @now
        WHERE state = 'sending' AND owner = @dead
        """;

    public string AdoptAccepted { get; } = $"""
        UPDATE {grammar.Prefix}tickets SET owner = @owner WHERE frozen IS NULL AND damage IS NULL AND owner = @dead
        RETURNING id, submitted_at, accepted, checksum, protected
        """;

    public string SetAside { get; } = $"UPDATE {grammar.Prefix}tickets SET damage = @reason WHERE id = @id AND frozen IS NULL";

    private static string After(DeliveryEvent happened) => SqlValues.Text(DeliveryTransitions.After(happened));

    private static string Before(DeliveryEvent happened) => string.Join(", ", DeliveryTransitions.Before(happened).Select(state => $"'{SqlValues.Text(state)}'"));
}
