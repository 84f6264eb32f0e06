using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace SupportSdk.Capture.Http;

/// <summary>The beginning of a failed response's body: bytes, as the app reads them, up to a cap.</summary>
/// <param name="capacity">How many bytes are kept.</param>
/// <param name="isWhole">Whether the body has no more than these.</param>
/// <param name="encoding">The body's encoding.</param>
internal sealed class Excerpt(int capacity, bool isWhole, Encoding encoding)
{
    public const int MaxBytes = 16 * 1024;

    private readonly byte[] _bytes = new byte[capacity];

    public int Capacity => _bytes.Length;

    public int Length { get; private set; }

    /// <summary>Whether the body's end was seen.</summary>
    public bool Ended { get; private set; }

    public bool IsDone => Ended || Length == _bytes.Length;

    public Memory<byte> Free => _bytes.AsMemory(Length);

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Makes one for a response whose body is text and not compressed; null for every other.</summary>
    public static Excerpt? For(HttpContent content)
    {
        var headers = content.Headers.NonValidated;
        if (!headers.TryGetValues("Content-Type", out var type) || !ContentKind.IsText(type.ToString())
            || (headers.TryGetValues("Content-Encoding", out var coding) && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var length = DeclaredLength(headers);
        return length switch
        {
            0 => null,
            > 0 and <= MaxBytes => new Excerpt((int)length, isWhole: true, ContentKind.EncodingOf(type.ToString())),
            _ => new Excerpt(MaxBytes, isWhole: false, ContentKind.EncodingOf(type.ToString())),
        };
    }

    /// <summary>Notes bytes that were read into <see cref="Free"/>; none mean the end.</summary>
    public void Advance(int count)
    {
        Length += count;
        Ended |= count == 0 || (isWhole && Length == _bytes.Length);
    }

    /// <summary>Notes bytes that the app has read; none mean the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var fitting = bytes[..Math.Min(bytes.Length, _bytes.Length - Length)];
        fitting.CopyTo(_bytes.AsSpan(Length));
        if (!IsDone)
        {
            Advance(fitting.Length);
        }
    }

    /// <summary>The text so far, without half a character at its end; a word that the cap splits is dropped, since half a secret has no shape.</summary>
    public string Text()
    {
        var decoder = encoding.GetDecoder();
        var chars = new char[encoding.GetMaxCharCount(Length)];
        var count = decoder.GetChars(Bytes, chars, flush: Ended);
        var text = new string(chars, 0, count).TrimStart('\uFEFF');
        return Ended || text.Length == 0 ? text : EvidenceText.Cut(text + "\0", text.Length);
    }

    /// <summary>The text as UTF-8, the whole of what was read.</summary>
    public ReadOnlyMemory<byte> Utf8()
    {
        if (encoding is UTF8Encoding)
        {
            return _bytes.AsMemory(0, Length);
        }

        var chars = new char[encoding.GetMaxCharCount(Length)];
        var count = encoding.GetDecoder().GetChars(Bytes, chars, flush: Ended);
        return Encoding.UTF8.GetBytes(chars, 0, count);
    }

    private static long? DeclaredLength(HttpHeadersNonValidated headers) =>
        headers.TryGetValues("Content-Length", out var values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}
