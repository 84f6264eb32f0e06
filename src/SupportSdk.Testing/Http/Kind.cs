using System.Security.Cryptography;
using System.Text;

namespace SupportSdk.Testing.Http;

/// <summary>A kind of response that handlers are tempted to treat apart.</summary>
/// <param name="Status">The status.</param>
/// <param name="ContentType">The type of the content.</param>
internal sealed record Kind(int Status, string ContentType)
{
    public static Kind Plain { get; } = new(200, "application/octet-stream");

    public static Kind Json { get; } = new(200, "application/json");

    public static Kind FailedJson { get; } = new(500, "application/json; charset=utf-8");

    public static Kind FailedText { get; } = new(429, "text/plain");

    public static Kind FailedBinary { get; } = new(404, "image/png");

    /// <summary>One of each.</summary>
    public static IReadOnlyList<Kind> All { get; } = [Plain, Json, FailedJson, FailedText, FailedBinary];

    /// <summary>A body of exactly so many bytes, the same every time; of a textual kind it is JSON.</summary>
    public byte[] Body(int length)
    {
        if (ContentType.StartsWith("application/json", StringComparison.Ordinal))
        {
            const string Head = """{"code":"40001","message":"The input is not valid.","errors":[],"pad":""";
            return Encoding.ASCII.GetBytes($"{Head}\"{new string('p', Math.Max(0, length - Head.Length - 3))}\"}}")[..length];
        }

        var bytes = new byte[length];
        for (var (i, state) = (0, 12345u); i < length; i++)
        {
            state = (state * 1664525) + 1013904223;
            bytes[i] = (byte)(ContentType.StartsWith("text/", StringComparison.Ordinal) ? 'a' + (state >> 24) % 26 : state >> 24);
        }

        return bytes;
    }

    /// <summary>What a note says of bytes.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => $"{bytes.Length} bytes, {Convert.ToHexString(SHA256.HashData(bytes).AsSpan(0, 8))}";

    public override string ToString() => $"{Status} {ContentType}";
}
