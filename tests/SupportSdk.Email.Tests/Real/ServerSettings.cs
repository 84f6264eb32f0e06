using System.Text.Json.Serialization;

namespace SupportSdk.Email.Tests.Real;

/// <summary>How the server of servers/smtp_server.py behaves.</summary>
internal sealed record ServerSettings
{
    [JsonPropertyName("folder")] public string? Folder { get; init; }
    [JsonPropertyName("tls")] public string? Tls { get; init; }
    [JsonPropertyName("cert")] public string? Certificate { get; init; }
    [JsonPropertyName("key")] public string? Key { get; init; }
    [JsonPropertyName("user")] public string? User { get; init; }
    [JsonPropertyName("password")] public string? Password { get; init; }
    [JsonPropertyName("token")] public string? Token { get; init; }
    [JsonPropertyName("auth")] public IReadOnlyList<string> Mechanisms { get; init; } = [];
    [JsonPropertyName("size")] public int Size { get; init; }
    [JsonPropertyName("fail")] public IReadOnlyDictionary<string, string>? Fail { get; init; }
    [JsonPropertyName("then_close")] public IReadOnlyList<string>? ThenClose { get; init; }
    [JsonPropertyName("hang")] public string? Hang { get; init; }
    [JsonPropertyName("cut")] public string? Cut { get; init; }

    public static ServerSettings WithTls(string mode, (string Certificate, string Key) files) => new() { Tls = mode, Certificate = files.Certificate, Key = files.Key };
}
