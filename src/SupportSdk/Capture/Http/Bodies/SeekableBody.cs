namespace SupportSdk.Capture.Http.Bodies;

/// <summary>Bodies that lie in memory or on disk already, as test doubles and caches have them.</summary>
internal static class SeekableBody
{
    /// <summary>Shows the beginning of a body to a watcher, and leaves the stream as it was.</summary>
    public static void Peek(Stream stream, IBodyWatcher watcher)
    {
        var position = stream.Position;
        try
        {
            var buffer = new byte[Math.Clamp(stream.Length - position, 0, Excerpt.MaxBytes)];
            watcher.Saw(buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)));
            watcher.End(isWhole: true);
        }
        finally
        {
            stream.Position = position;
        }
    }
}
