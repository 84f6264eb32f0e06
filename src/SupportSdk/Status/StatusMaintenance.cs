namespace SupportSdk.Status;

/// <summary>A maintenance that is under way or announced; never an incident.</summary>
/// <param name="Id">The page's id.</param>
/// <param name="Name">Its title.</param>
/// <param name="Status">Its status in the page's own word, for example <c>in_progress</c>.</param>
/// <param name="Url">The page that tells of it.</param>
/// <param name="ScheduledFor">When it begins.</param>
/// <param name="ScheduledUntil">When it ends.</param>
/// <param name="IsActive">Whether it is under way: its status says so, or it is scheduled and the moment lies inside its window.</param>
public sealed record StatusMaintenance(
    string Id, string Name, string Status, Uri? Url, DateTimeOffset? ScheduledFor, DateTimeOffset? ScheduledUntil, bool IsActive)
{
    /// <summary>The kind and whether it is under way; never a text of the page.</summary>
    public override string ToString() => $"StatusMaintenance {(IsActive ? "active" : "announced")}";
}
