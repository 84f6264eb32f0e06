using Microsoft.Extensions.Logging;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>One column of every comparison: a library, or none, around the same work.</summary>
internal interface ICaptureColumn : IDisposable
{
    /// <summary>What it has captured so far: a column that captured nothing is no comparison.</summary>
    long Captured { get; }

    /// <summary>Wraps a handler as the library would inside an <see cref="HttpClient"/>.</summary>
    HttpMessageHandler Wrap(HttpMessageHandler inner);

    /// <summary>Registers the library's capture of logs; a library without one adds nothing.</summary>
    void AddLogging(ILoggingBuilder logging);

    /// <summary>Waits for what the library does behind the call: it is part of the cost.</summary>
    void Flush();
}
