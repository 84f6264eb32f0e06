using System.Net.Http.Json;

namespace SupportSdk.Capture.Http.Bodies;

/// <summary>Puts a watcher beside a failed response's body.</summary>
internal static class ResponseBody
{
    /// <summary>
    /// A content of the runtime's own is opened now, which reads nothing, and its beginning can be read ahead. One of the app's own making is opened when the app
    /// opens it: that may mean to run it.
    /// </summary>
    /// <returns>The beginning to be read ahead, or null where the body is only looked at as the app reads.</returns>
    public static BodyPrefix? Observe(HttpResponseMessage response, IBodyWatcher watcher, Excerpt excerpt, bool readsAhead)
    {
        if (!IsPlain(response.Content))
        {
            response.Content = new ObservedContent(response.Content, watcher);
            return null;
        }

        var stream = response.Content.ReadAsStream(CancellationToken.None);
        if (stream.CanSeek)
        {
            SeekableBody.Peek(stream, watcher); // Test doubles have it in memory: looked at, and left as it was.
            return null;
        }

        var prefix = readsAhead ? new BodyPrefix(stream, excerpt, watcher) : null;
        response.Content = new ObservedContent(response.Content, watcher, new ObservedStream(stream, watcher, prefix));
        return prefix;
    }

    private static bool IsPlain(HttpContent content) => content.GetType().Assembly == typeof(HttpContent).Assembly || content.GetType() == typeof(JsonContent);
}
