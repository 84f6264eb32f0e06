using System.Globalization;
using System.Text;

namespace SupportSdk.Testing.Http;

/// <summary>What an app noted, in order. Ports are not noted: they differ from run to run.</summary>
internal sealed class Transcript
{
    private readonly object _gate = new();
    private readonly List<string> _lines = [];

    /// <summary>What to leave out of each note: the port of the server.</summary>
    public Func<int?> Port { get; set; } = static () => null;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string what, object? value)
    {
        var text = value is Exception e ? Describe(e) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var line = Port() is { } port ? $"{what}: {text}".Replace($":{port}", ":port", StringComparison.Ordinal) : $"{what}: {text}";
        lock (_gate)
        {
            _lines.Add(line);
        }
    }

    /// <summary>An exception's chain: types, messages, what HTTP adds, and whether somebody left data on it. Which object was disposed is not told: a content may be the handler's.</summary>
    public static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            text.Append(text.Length == 0 ? "" : " <- ").Append(e.GetType().FullName).Append(": ").Append(e is ObjectDisposedException ? "" : e.Message);
            text.Append(e is HttpRequestException http ? $" [{http.HttpRequestError} {http.StatusCode}]" : e is HttpIOException io ? $" [{io.HttpRequestError}]" : "");
            text.Append(e.Data.Count == 0 ? "" : $" [{e.Data.Count} data]");
        }

        return text.ToString();
    }
}
