using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace SupportSdk.Capture.Http.Bodies;

/// <summary>The beginning of a response's body: bytes, as they are read, up to a cap. One thread writes, any may read what is there.</summary>
internal sealed class Excerpt
{
    public const int MaxBytes = 16 * 1024;

    private const int FirstBytes = 2 * 1024;

    private readonly bool _isWhole;
    private readonly Encoding _encoding;
    private byte[] _bytes;
    private int _length;

    /// <param name="capacity">How many bytes are kept.</param>
    /// <param name="isWhole">Whether the body has no more than these.</param>
    /// <param name="encoding">The body's encoding.</param>
    public Excerpt(int capacity, bool isWhole, Encoding encoding)
    {
        (Capacity, _isWhole, _encoding) = (capacity, isWhole, encoding);
        _bytes = GC.AllocateUninitializedArray<byte>(isWhole ? capacity : Math.Min(FirstBytes, capacity));
    }

    public int Capacity { get; }

    public int Length => Volatile.Read(ref _length);

    /// <summary>Whether the body's end was seen.</summary>
    public bool Ended { get; private set; }

    public bool IsDone => Ended || Length == Capacity;

    /// <summary>Room for the next bytes; none only where it is full.</summary>
    public Memory<byte> Free
    {
        get
        {
            MakeRoom(1);
            return _bytes.AsMemory(_length);
        }
    }

    public ReadOnlySpan<byte> Bytes => Memory.Span;

    public ReadOnlyMemory<byte> Memory
    {
        get
        {
            var length = Length; // First: an array that is taken later holds at least as much.
            return Volatile.Read(ref _bytes).AsMemory(0, length);
        }
    }

    /// <summary>Makes one for a body that is text and not compressed; null for every other.</summary>
    public static Excerpt? ForText(HttpContent content) => For(content, ContentKind.IsText);

    /// <summary>Makes one for a body that is JSON and not compressed; null for every other.</summary>
    public static Excerpt? ForJson(HttpContent content) => For(content, ContentKind.IsJson);

    /// <summary>Notes bytes that were read into <see cref="Free"/>; none mean the end.</summary>
    public void Advance(int count)
    {
        Volatile.Write(ref _length, _length + count);
        Ended |= count == 0 || (_isWhole && _length == Capacity);
    }

    /// <summary>Notes bytes that the app has read, and gives those that there is no room for.</summary>
    public ReadOnlySpan<byte> Append(ReadOnlySpan<byte> bytes)
    {
        var fitting = bytes[..Math.Min(bytes.Length, Capacity - _length)];
        if (!fitting.IsEmpty)
        {
            MakeRoom(fitting.Length);
            fitting.CopyTo(_bytes.AsSpan(_length));
            Advance(fitting.Length);
        }

        return bytes[fitting.Length..];
    }

    /// <summary>Notes that the body ended. Of one that has reached the cap it is not known whether this is all.</summary>
    public void End() => Ended |= _length < Capacity;

    /// <summary>The text so far, without half a character at its end; a word that the cap splits is dropped, since half a secret has no shape.</summary>
    public string Text()
    {
        var chars = Decode();
        var text = new string(chars).TrimStart('\uFEFF');
        return Ended || text.Length == 0 ? text : EvidenceText.Cut(text + "\0", text.Length);
    }

    /// <summary>The text as UTF-8, the whole of what was read.</summary>
    public ReadOnlyMemory<byte> Utf8() => _encoding is UTF8Encoding ? Memory : Encoding.UTF8.GetBytes(Decode().ToArray());

    private ReadOnlySpan<char> Decode()
    {
        var bytes = Bytes;
        var chars = new char[_encoding.GetMaxCharCount(bytes.Length)];
        return chars.AsSpan(0, _encoding.GetDecoder().GetChars(bytes, chars, flush: Ended));
    }

    private void MakeRoom(int count)
    {
        var needed = Math.Min(_length + count, Capacity);
        if (needed > _bytes.Length)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Min(Capacity, Math.Max(needed, _bytes.Length * 2)));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            Volatile.Write(ref _bytes, larger);
        }
    }

    private static Excerpt? For(HttpContent content, Func<string, bool> isWanted)
    {
        var headers = content.Headers.NonValidated;
        if (!headers.TryGetValues("Content-Type", out var type) || type.ToString() is var kind && !isWanted(kind)
            || (headers.TryGetValues("Content-Encoding", out var coding) && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return DeclaredLength(headers) switch
        {
            0 => null,
            > 0 and <= MaxBytes and var length => new Excerpt((int)length, isWhole: true, ContentKind.EncodingOf(kind)),
            _ => new Excerpt(MaxBytes, isWhole: false, ContentKind.EncodingOf(kind)),
        };
    }

    private static long? DeclaredLength(HttpHeadersNonValidated headers) =>
        headers.TryGetValues("Content-Length", out var values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}
