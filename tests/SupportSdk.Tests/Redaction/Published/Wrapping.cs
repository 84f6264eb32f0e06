using System.Text;
using System.Text.Json;

namespace SupportSdk.Tests.Redaction.Published;

/// <summary>The ways in which a secret stands in a text. Each gives the text, and what of it must not get out.</summary>
internal static class Wrapping
{
    public static IReadOnlyList<(string Name, Func<string, string, (string Text, string Hidden)> Wrap)> All { get; } =
    [
        ("bare", (name, secret) => ($"call failed for {secret} today", secret)),
        ("json", (name, secret) => ($"{{\"user\":\"bob\",\"{name}\":\"{secret}\",\"n\":1}}", secret)),
        ("json in json", (name, secret) => (JsonSerializer.Serialize(new { message = JsonSerializer.Serialize(new Dictionary<string, string> { [name] = secret }) }), JsonSerializer.Serialize(secret)[1..^1].Replace("\\", "\\\\", StringComparison.Ordinal))),
        ("query", (name, secret) => ($"GET https://api.vendor.example/v1/items?limit=5&{name}={Uri.EscapeDataString(secret)}&page=2 returned 401", Uri.EscapeDataString(secret))),
        ("form", (name, secret) => ($"grant_type=x&{name}={Uri.EscapeDataString(secret)}&scope=read", Uri.EscapeDataString(secret))),
        ("xml", (name, secret) => ($"<config><user>bob</user><{name}>{secret}</{name}></config>", secret)),
        ("base64", (name, secret) => ($"payload {Base64($"{name}={secret}")} was refused", Base64($"{name}={secret}"))),
        ("header", (name, secret) => ($"x-request-id: 1\r\nAuthorization: Bearer {secret}\r\nx-{name.Replace('_', '-').ToLowerInvariant()}: {secret}\r\n", secret)),
        ("log", (name, secret) => ($"level=error {name.ToLowerInvariant()}=\"{secret}\" msg=\"login failed\"", secret)),
    ];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
