using System.Net;

namespace SupportSdk.Testing.Http;

/// <summary>A script: what the server and the app do, and what the app notes.</summary>
/// <param name="Name">The group and the name.</param>
/// <param name="Why">What must stay as it is.</param>
/// <param name="Act">Plays both sides.</param>
internal sealed record Scenario(string Name, string Why, Func<Rig, Task> Act)
{
    /// <summary>The wires that it is played over; <see langword="null"/> is an inner handler in memory.</summary>
    public IReadOnlyList<Version?> Over { get; init; } = [HttpVersion.Version11, HttpVersion.Version20];

    /// <summary>A script that only HTTP/1.1 can play.</summary>
    public static Scenario Http1(string name, string why, Func<Rig, Task> act) => new(name, why, act) { Over = [HttpVersion.Version11] };

    /// <summary>A script around an inner handler in memory.</summary>
    public static Scenario Inner(string name, string why, Func<Rig, Task> act) => new(name, why, act) { Over = [null] };
}
