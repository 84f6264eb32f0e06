using System.Text;

namespace SupportSdk.Capture.Http.Bodies;

/// <summary>Reads a Content-Type as it stands on the wire: the typed header would parse it, and so change what the app sees of a malformed one.</summary>
internal static class ContentKind
{
    public static bool IsText(string contentType)
    {
        var kind = Media(contentType);
        return kind.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || IsJson(kind)
            || kind.Equals("application/xml", StringComparison.OrdinalIgnoreCase)
            || kind.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsJson(string contentType) => IsJson(Media(contentType));

    public static Encoding EncodingOf(string contentType)
    {
        const string Key = "charset=";
        var at = contentType.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return Encoding.UTF8;
        }

        var name = contentType.AsSpan(at + Key.Length);
        var end = name.IndexOf(';');
        try
        {
            return Encoding.GetEncoding((end < 0 ? name : name[..end]).Trim().Trim('"').ToString());
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8; // A charset that nobody knows, or one that is refused, such as UTF-7.
        }
    }

    private static bool IsJson(ReadOnlySpan<char> kind) =>
        kind.Equals("application/json", StringComparison.OrdinalIgnoreCase) || kind.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Media(string contentType)
    {
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? contentType : contentType.AsSpan(0, end)).Trim();
    }
}
