using System.Text;

namespace SupportSdk.Testing.Server.Http2;

/// <summary>
/// Header blocks of HTTP/2 (RFC 7541) as far as a client needs it that was told to keep no table: indexed and literal fields, no Huffman codes, which the runtime's client does not send.
/// </summary>
internal static class HeaderBlock
{
    private static readonly string[] StaticNames =
    [
        "", ":authority", ":method", ":method", ":path", ":path", ":scheme", ":scheme", ":status", ":status", ":status", ":status", ":status", ":status", ":status",
        "accept-charset", "accept-encoding", "accept-language", "accept-ranges", "accept", "access-control-allow-origin", "age", "allow", "authorization", "cache-control",
        "content-disposition", "content-encoding", "content-language", "content-length", "content-location", "content-range", "content-type", "cookie", "date", "etag",
        "expect", "expires", "from", "host", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "last-modified", "link", "location",
        "max-forwards", "proxy-authenticate", "proxy-authorization", "range", "referer", "refresh", "retry-after", "server", "set-cookie", "strict-transport-security",
        "transfer-encoding", "user-agent", "vary", "via", "www-authenticate",
    ];

    private static readonly IReadOnlyDictionary<int, string> StaticValues = new Dictionary<int, string>
    {
        [2] = "GET",
        [3] = "POST",
        [4] = "/",
        [5] = "/index.html",
        [6] = "http",
        [7] = "https",
        [16] = "gzip, deflate",
    };

    /// <summary>Writes fields, each as a literal without indexing.</summary>
    public static byte[] Write(IEnumerable<(string Name, string Value)> fields)
    {
        var bytes = new List<byte>();
        foreach (var (name, value) in fields)
        {
            bytes.Add(0);
            WriteText(bytes, name.ToLowerInvariant());
            WriteText(bytes, value);
        }

        return [.. bytes];
    }

    /// <summary>Reads fields in their order.</summary>
    /// <exception cref="InvalidDataException">The block uses what was not allowed, or what this server does not understand.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> block)
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (!block.IsEmpty)
        {
            var first = block[0];
            if ((first & 0x80) != 0)
            {
                var index = ReadNumber(ref block, 7);
                fields.Add(new(StaticNames[Known(index)], StaticValues.GetValueOrDefault(index) ?? ""));
            }
            else if ((first & 0xE0) == 0x20)
            {
                _ = ReadNumber(ref block, 5); // The size of a table that neither side keeps.
            }
            else
            {
                var index = ReadNumber(ref block, (first & 0x40) != 0 ? 6 : 4);
                var name = index == 0 ? ReadText(ref block) : StaticNames[Known(index)];
                fields.Add(new(name, ReadText(ref block)));
            }
        }

        return fields;
    }

    private static int Known(int index) =>
        index > 0 && index < StaticNames.Length ? index : throw new InvalidDataException($"Header field {index} of a table that was not allowed.");

    private static int ReadNumber(ref ReadOnlySpan<byte> block, int bits)
    {
        var most = (1 << bits) - 1;
        var number = block[0] & most;
        block = block[1..];
        for (var shift = 0; number >= most; shift += 7)
        {
            var next = block[0];
            block = block[1..];
            number += (next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                break;
            }
        }

        return number;
    }

    private static string ReadText(ref ReadOnlySpan<byte> block)
    {
        if ((block[0] & 0x80) != 0)
        {
            throw new InvalidDataException("A header field is Huffman-coded; the scripted server reads plain ones alone.");
        }

        var length = ReadNumber(ref block, 7);
        var text = Encoding.Latin1.GetString(block[..length]);
        block = block[length..];
        return text;
    }

    private static void WriteText(List<byte> bytes, string text)
    {
        if (text.Length < 127)
        {
            bytes.Add((byte)text.Length);
        }
        else
        {
            bytes.Add(127);
            var rest = text.Length - 127;
            for (; rest >= 128; rest >>= 7)
            {
                bytes.Add((byte)(rest | 0x80));
            }

            bytes.Add((byte)rest);
        }

        bytes.AddRange(Encoding.Latin1.GetBytes(text));
    }
}
