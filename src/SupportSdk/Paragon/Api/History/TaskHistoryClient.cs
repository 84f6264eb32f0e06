using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SupportSdk.Paragon.Api.History;

/// <summary>Makes one request of Task History; whatever the network or the API does is told in words, of which none is the API's own.</summary>
/// <param name="http">The isolated client.</param>
/// <param name="apiKey">The key. It is given to each request, never to the client, and stands in no message.</param>
internal sealed class TaskHistoryClient(HttpClient http, string apiKey)
{
    /// <summary>The longest body that is read, in bytes: a page of a hundred executions has about 30 KB.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Fetches a document. Throws for nothing but the cancellation.</summary>
    public async Task<TaskHistoryAnswer<T>> GetAsync<T>(Uri address, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var own = HttpFlow.OwnWork();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SupportSdk", typeof(TaskHistoryClient).Assembly.GetName().Version!.ToString(3)));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return Refusal<T>(address, response) ?? await ReadAsync(address, response.Content, type, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return Failed<T>(address, Why(exception), isFinal: true);
        }
        catch (IOException)
        {
            return Failed<T>(address, "broke off its answer");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed<T>(address, "did not answer within the time limit of its HTTP client", isFinal: true);
        }
    }

    private static string Why(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "cannot be found",
        HttpRequestError.ConnectionError => "cannot be reached",
        HttpRequestError.SecureConnectionError => "has no TLS connection that can be trusted",
        var error => $"cannot be read ({error})",
    };

    private static TaskHistoryAnswer<T>? Refusal<T>(Uri address, HttpResponseMessage response)
        where T : class => (int)response.StatusCode switch
        {
            200 => null,
            401 => Failed<T>(address, "refused the API key (401); make a new one in the dashboard under Settings > API Keys, and set Paragon.TaskHistory.ApiKey", isFinal: true),
            403 => Failed<T>(address, "does not allow it (403): the key must belong to SupportOptions.ProjectId, and the plan must include the Task History API", isFinal: true),
            404 => Failed<T>(address, "does not know it (404); SupportOptions.ProjectId and Paragon.TaskHistory.BaseAddress say where to look"),
            429 => Failed<T>(address, "is limiting requests (429); it allows 1,000 in 10 minutes", isFinal: true),
            >= 300 and < 400 => Failed<T>(address, $"redirects ({(int)response.StatusCode}), which is not followed, since the key goes nowhere else", isFinal: true),
            var status => Failed<T>(address, $"answered {status}"),
        };

    private static async Task<TaskHistoryAnswer<T>> ReadAsync<T>(Uri address, HttpContent content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (await BodyAsync(content, cancellationToken).ConfigureAwait(false) is not { } body)
        {
            return Failed<T>(address, $"answered with more than {MostBytes / 1024 / 1024} MB, which is not read");
        }

        return Parse(address, body.Span, type);
    }

    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MostBytes)
        {
            return null;
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var owned = stream.ConfigureAwait(false);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (kept.Length + read > MostBytes)
            {
                return null;
            }

            kept.Write(buffer, 0, read);
        }

        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    private static TaskHistoryAnswer<T> Parse<T>(Uri address, ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        body = (body.StartsWith("\uFEFF"u8) ? body[3..] : body).Trim(" \t\r\n"u8);
        if (body.IsEmpty)
        {
            return Failed<T>(address, "answered with an empty body");
        }

        if (body[0] == (byte)'<')
        {
            return Failed<T>(address, "answered with a web page instead of JSON, perhaps a sign-in page");
        }

        try
        {
            return JsonSerializer.Deserialize(body, type) is { } value ? new TaskHistoryAnswer<T>(value) : Failed<T>(address, "answered with JSON that holds nothing");
        }
        catch (JsonException)
        {
            return Failed<T>(address, "answered with something that is not Task History's JSON");
        }
    }

    // The query is left out: a user ID stands in it. So is every word of the answer: it might hold the key.
    private static TaskHistoryAnswer<T> Failed<T>(Uri address, string problem, bool isFinal = false)
        where T : class =>
        new(null, $"Task History at {address.GetLeftPart(UriPartial.Authority)} {problem}.", isFinal);
}
