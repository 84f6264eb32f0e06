namespace SupportSdk.Capture.Runtime;

/// <summary>A call that may be to Paragon, from its start to its end, as the runtime tells of it.</summary>
/// <param name="owner">Who listens.</param>
/// <param name="start">The event that told of it.</param>
/// <param name="address">Where it goes.</param>
internal sealed class RuntimeCall(object owner, object start, RuntimeAddress address) : HttpFlow(owner, start)
{
    public RuntimeAddress Address => address;

    /// <summary>The scope that was current at the start; null where there was none.</summary>
    public DiagnosticScope? Scope { get; init; }

    /// <summary>The timestamp of the start.</summary>
    public long Started { get; init; }

    /// <summary>The timestamp of the response's headers or of the failure, of the last attempt; 0 where the meter did not tell.</summary>
    public long Answered { get; private set; }

    /// <summary>The method of the request; null where the meter did not tell.</summary>
    public HttpMethod? Method { get; private set; }

    /// <summary>The kind of the failure in the words of the meter, such as <c>connection_error</c>; null without one.</summary>
    public string? ErrorType { get; private set; }

    /// <summary>The message of the exception that the call ended with; null without one.</summary>
    public string? Failure { get; set; }

    /// <summary>Takes what the meter says of one attempt.</summary>
    public void Measure(ReadOnlySpan<KeyValuePair<string, object?>> tags, long now)
    {
        (Answered, ErrorType) = (now, null);
        foreach (var (name, value) in tags)
        {
            if (name == "http.request.method" && value is string method)
            {
                Method ??= HttpMethod.Parse(method);
            }
            else if (name == "error.type")
            {
                ErrorType = value as string;
            }
        }
    }
}
