using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SupportSdk.Email.Tests.Real;

/// <summary>A mail as Python's email package reads it.</summary>
internal sealed record ParsedMail(ILookup<string, string> Headers, MailPart Root, int Defects, int LongestLine, int BareLineFeeds, int EightBit)
{
    public IEnumerable<MailPart> Leaves => Root.Leaves;

    public static ParsedMail Read(string path)
    {
        RequiresReal.AioSmtpd();
        var script = Path.Combine(AppContext.BaseDirectory, "servers", "parse_mail.py");
        using var python = Process.Start(new ProcessStartInfo(RequiresReal.Python, [script, path]) { RedirectStandardOutput = true })!;
        using var json = JsonDocument.Parse(python.StandardOutput.ReadToEnd());
        python.WaitForExit();
        var mail = json.RootElement;
        return new ParsedMail(
            mail.GetProperty("headers").EnumerateArray().ToLookup(pair => pair[0].GetString()!, pair => pair[1].GetString()!, StringComparer.OrdinalIgnoreCase),
            MailPart.Read(mail.GetProperty("root")),
            mail.GetProperty("defects").GetArrayLength(),
            mail.GetProperty("longestLine").GetInt32(),
            mail.GetProperty("bareLineFeeds").GetInt32(),
            mail.GetProperty("eightBit").GetInt32());
    }

    public static string Sha256(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));

    public static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text));
}

/// <summary>One part, with the hash of what it decodes to, what it decodes to where that is text, and the names at the top where Python reads it as JSON.</summary>
internal sealed record MailPart(string Type, string? Charset, string? Disposition, string? FileName, string? Encoding, string? Sha256, string? Text, IReadOnlyList<string> Names, IReadOnlyList<MailPart> Parts)
{
    public IEnumerable<MailPart> Leaves => Parts.Count == 0 ? [this] : Parts.SelectMany(part => part.Leaves);

    /// <summary>The tree in one line, for example <c>multipart/mixed(text/plain)</c>.</summary>
    public string Shape => Parts.Count == 0 ? Type : $"{Type}({string.Join(", ", Parts.Select(part => part.Shape))})";

    public static MailPart Read(JsonElement part) => new(
        part.GetProperty("type").GetString()!,
        part.GetProperty("charset").GetString(),
        part.GetProperty("disposition").GetString(),
        part.GetProperty("fileName").GetString(),
        part.GetProperty("encoding").GetString(),
        part.TryGetProperty("sha256", out var hash) ? hash.GetString() : null,
        part.TryGetProperty("text", out var text) ? text.GetString() : null,
        part.TryGetProperty("names", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [],
        [.. part.GetProperty("parts").EnumerateArray().Select(Read)]);
}
