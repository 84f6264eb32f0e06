using System.Text;
using System.Text.Json;

namespace SupportSdk.Paragon;

/// <summary>Reads the documented error shapes forward, so that of a body that was cut or is broken everything before the defect counts.</summary>
internal sealed class ParagonBodyReader
{
    private readonly List<string> _messages = [];
    private string? _code;
    private string? _message;
    private string? _requestId;
    private bool _isIntegrationError;
    private Guid _projectId;
    private Guid _workflowId;
    private Guid _executionId;

    private ParagonBodyReader()
    {
    }

    /// <summary>Reads a body in UTF-8; never throws for what it holds.</summary>
    public static ParagonBody Read(ReadOnlySpan<byte> utf8)
    {
        var body = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        var reader = new ParagonBodyReader();
        reader.ReadBody(body);
        return new ParagonBody
        {
            Code = reader._code,
            Message = reader._message ?? (reader._messages.Count == 0 ? null : string.Join("; ", reader._messages)),
            RequestId = reader._requestId,
            IsIntegrationError = reader._isIntegrationError,
            ProjectId = reader._projectId,
            WorkflowId = reader._workflowId,
            ExecutionId = reader._executionId,
        };
    }

    private void ReadBody(ReadOnlySpan<byte> body)
    {
        // Never the final block: a body that ends too early is read until there, and only a defect throws.
        var json = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowTrailingCommas = true }));
        var isObject = false;
        try
        {
            var begins = json.Read();
            isObject = begins && json.TokenType == JsonTokenType.StartObject;
            if (!begins)
            {
                _message = FirstLine(body);
            }
            else if (isObject)
            {
                ReadRoot(ref json);
            }
            else
            {
                ReadOther(ref json, body);
            }
        }
        catch (JsonException)
        {
            _message ??= isObject ? null : FirstLine(body);
        }
    }

    private void ReadRoot(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("code"u8))
            {
                _code = ReadScalar(ref json) ?? _code;
            }
            else if (json.ValueTextEquals("message"u8))
            {
                ReadMessage(ref json);
            }
            else if (json.ValueTextEquals("meta"u8))
            {
                ReadMeta(ref json);
            }
            else
            {
                ReadIds(ref json);
            }

            if (!json.TrySkip())
            {
                return;
            }
        }
    }

    private void ReadIds(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("projectId"u8))
        {
            _projectId = ReadGuid(ref json);
        }
        else if (json.ValueTextEquals("workflowId"u8))
        {
            _workflowId = ReadGuid(ref json);
        }
        else if (json.ValueTextEquals("executionId"u8))
        {
            _executionId = ReadGuid(ref json);
        }
    }

    private void ReadMessage(ref Utf8JsonReader json)
    {
        if (!json.Read())
        {
            return;
        }

        if (json.TokenType == JsonTokenType.String)
        {
            _message = MessageText.Unwrap(TextOf(ref json));
        }
        else if (json.TokenType == JsonTokenType.StartArray)
        {
            ReadMessages(ref json);
        }
    }

    // class-validator writes {target, value, property, constraints: {rule: text}, children: [..]}; only texts of constraints, and plain strings, are messages.
    private void ReadMessages(ref Utf8JsonReader json)
    {
        var (array, constraints) = (json.CurrentDepth, -1);
        while (ReadInside(ref json, array))
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("constraints"u8))
            {
                constraints = json.CurrentDepth + 1;
            }
            else if (json.TokenType == JsonTokenType.EndObject && json.CurrentDepth < constraints)
            {
                constraints = -1;
            }
            else if (json.TokenType == JsonTokenType.String && (json.CurrentDepth == constraints || json.CurrentDepth == array + 1))
            {
                _messages.Add(TextOf(ref json));
            }
        }
    }

    private void ReadMeta(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("requestId"u8))
            {
                _requestId = ReadScalar(ref json) ?? _requestId;
            }
            else if (json.ValueTextEquals("isIntegrationError"u8))
            {
                _isIntegrationError = json.Read() && json.TokenType == JsonTokenType.True;
            }

            if (!json.TrySkip())
            {
                return;
            }
        }
    }

    private void ReadOther(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            var text = TextOf(ref json);
            _ = json.Read();
            _message = MessageText.Unwrap(text);
        }
        else if (json.TokenType == JsonTokenType.Number)
        {
            _message = FirstLine(body); // "404 page not found" begins like JSON.
        }
        else
        {
            _ = json.TrySkip() && json.Read();
        }
    }

    private static bool ReadInside(ref Utf8JsonReader json, int depth) => json.Read() && json.CurrentDepth > depth;

    private static string? ReadScalar(ref Utf8JsonReader json) => !json.Read() ? null : json.TokenType switch
    {
        JsonTokenType.String => TextOf(ref json),
        JsonTokenType.Number => Encoding.ASCII.GetString(json.ValueSpan),
        _ => null,
    };

    private static Guid ReadGuid(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.String && json.TryGetGuid(out var id) ? id : Guid.Empty;

    private static string TextOf(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(json.ValueSpan); // Malformed UTF-8, or half a surrogate pair: the text as it stands, what is malformed replaced.
        }
    }

    private static string? FirstLine(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MessageText.MaxLineLength)]).AsSpan().Trim();
        var end = text.IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return line.IsEmpty || line[0] == '<' ? null : line.TrimEnd().ToString();
    }
}
