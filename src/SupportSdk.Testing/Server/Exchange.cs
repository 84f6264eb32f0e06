namespace SupportSdk.Testing.Server;

/// <summary>One request and its answer, as the script plays the server's side of it. The same script runs over HTTP/1.1 and HTTP/2.</summary>
internal abstract class Exchange
{
    /// <summary>The request's head.</summary>
    public required RequestHead Head { get; init; }

    /// <summary>Which connection it came over: 1, 2...</summary>
    public required int Connection { get; init; }

    /// <summary>Ends when the client closed the connection, or gave this stream of it up.</summary>
    public abstract Task ClientLeft { get; }

    /// <summary>Gives the next piece of the request's body; empty at its end.</summary>
    public abstract ValueTask<ReadOnlyMemory<byte>> ReadPieceAsync();

    /// <summary>Sends the head of an answer, an informational one too. A body without a declared length is chunked, or ends with the connection where the head says <c>Connection: close</c>.</summary>
    public abstract Task AnswerAsync(int status, params (string Name, string Value)[] headers);

    /// <summary>Sends bytes of the body.</summary>
    /// <exception cref="IOException">The client left.</exception>
    public abstract Task WriteAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Ends the answer.</summary>
    public abstract Task EndAsync(params (string Name, string Value)[] trailers);

    /// <summary>Ends the sending in the middle of the answer, in order: the connection's end of file, or a reset of the stream.</summary>
    public abstract Task DieAsync();

    /// <summary>Resets the connection. What the client has not read yet is lost.</summary>
    public abstract void Cut();

    /// <summary>Reads so many bytes of the request's body, fewer only at its end.</summary>
    public async Task<byte[]> ReadAsync(int count = int.MaxValue)
    {
        using var body = new MemoryStream();
        while (body.Length < count && await ReadPieceAsync().ConfigureAwait(false) is { IsEmpty: false } piece)
        {
            body.Write(piece.Span);
        }

        return body.ToArray();
    }
}
