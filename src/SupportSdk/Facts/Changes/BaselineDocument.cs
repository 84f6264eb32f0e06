using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportSdk.Facts.Changes;

/// <summary>What the baseline file holds.</summary>
internal sealed record BaselineDocument
{
    private const int MostCalls = 32;

    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public IReadOnlyList<HealthyCall> Healthy { get; init; } = [];

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="JsonException">They are no baseline of this version.</exception>
    public static BaselineDocument Read(ReadOnlySpan<byte> bytes)
    {
        var document = JsonSerializer.Deserialize(bytes, BaselineJson.Default.BaselineDocument);
        return document is { Version: CurrentVersion, Healthy: { } healthy } && healthy.All(IsWhole)
            ? document
            : throw new JsonException("The file is no health baseline of version 1.");
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, BaselineJson.Default.BaselineDocument);

    /// <summary>The latest call to each host of both; the latest hosts only, where they are many.</summary>
    public BaselineDocument With(IEnumerable<HealthyCall> calls) => this with
    {
        Healthy = [.. Healthy.Concat(calls).OrderByDescending(c => c.At).DistinctBy(c => (c.Host, c.Port)).Take(MostCalls)],
    };

    private static bool IsWhole(HealthyCall? call) => call is { Host.Length: > 0, Versions: { } versions } && !versions.Values.Contains(null!);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BaselineDocument))]
internal sealed partial class BaselineJson : JsonSerializerContext;
