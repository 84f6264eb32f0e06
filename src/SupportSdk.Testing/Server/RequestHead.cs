namespace SupportSdk.Testing.Server;

/// <summary>A request's head as it was on the wire, in its order.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The path and query.</param>
/// <param name="Headers">Names and values as they came; of HTTP/2 the pseudo headers too.</param>
internal sealed record RequestHead(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>The first value of a header, or <see langword="null"/>.</summary>
    public string? this[string name] =>
        Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    /// <summary>Reads the head of an HTTP/1.1 request.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static RequestHead Parse(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var parts = lines[0].Split(' ');
        return parts.Length == 3 && lines.Skip(1).All(line => line.Contains(':', StringComparison.Ordinal))
            ? new RequestHead(parts[0], parts[1], [.. lines.Skip(1).Select(Header)])
            : throw new InvalidDataException($"Not the head of a request: {lines[0]}");
    }

    /// <summary>All of it, one header a line.</summary>
    public override string ToString() => $"{Method} {Target}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}";

    private static KeyValuePair<string, string> Header(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var value = line[(colon + 1)..];
        return new(line[..colon], value.StartsWith(' ') ? value[1..] : value); // One space is the separator; more of them is the app's.
    }
}
