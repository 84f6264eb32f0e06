using System.Text;
using System.Text.Json;

namespace SupportSdk.Paragon.Bodies;

/// <summary>Reads the documented shapes of failures forward, so that of a body that was cut or is broken everything before the defect counts.</summary>
internal sealed class ParagonBodyReader
{
    /// <summary>Levels are counted in one bit each, and none is recursed into: depth alone is no reason to stop.</summary>
    public const int MaxDepth = 1 << 20;

    private readonly bool _isRoot;
    private readonly List<string> _messages = [];
    private readonly List<ParagonError> _errors = [];
    private string? _code;
    private string? _message;
    private string? _requestId;
    private bool _isIntegrationError;
    private Guid _projectId;
    private Guid _workflowId;
    private Guid _executionId;

    private ParagonBodyReader(bool isRoot) => _isRoot = isRoot;

    /// <summary>Reads a body in UTF-8; never throws for what it holds.</summary>
    public static ParagonBody Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new ParagonBodyReader(isRoot: true);
        reader.ReadBody(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8);
        return reader.Result();
    }

    private ParagonBody Result() => new()
    {
        Code = _code,
        Message = _message ?? (_messages.Count == 0 ? null : string.Join("; ", _messages)),
        RequestId = _requestId,
        IsIntegrationError = _isIntegrationError,
        Errors = _errors,
        ProjectId = _projectId,
        WorkflowId = _workflowId,
        ExecutionId = _executionId,
    };

    private void ReadBody(ReadOnlySpan<byte> body)
    {
        // Never the final block: a body that ends too early is read until there, and only a defect throws.
        var json = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = MaxDepth }));
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
            if (_isRoot && JsonText.Is(ref json, "output"u8))
            {
                ReadOutput(ref json);
            }
            else if (JsonText.Is(ref json, "errors"u8))
            {
                ParagonErrors.Read(ref json, _errors);
            }
            else if (JsonText.Is(ref json, "code"u8))
            {
                _code = ReadScalar(ref json) ?? _code;
            }
            else if (JsonText.Is(ref json, "message"u8))
            {
                ReadMessage(ref json);
            }
            else if (JsonText.Is(ref json, "meta"u8))
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

    // The Proxy API puts what a third party answered into "output". That is the app's own data, except where it is an error as Paragon writes it.
    private void ReadOutput(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        var inner = new ParagonBodyReader(isRoot: false);
        inner.ReadRoot(ref json);
        if (inner._isIntegrationError)
        {
            var body = inner.Result();
            (_code, _message, _requestId, _isIntegrationError) = (body.Code, body.Message, body.RequestId, true);
        }
    }

    private void ReadIds(ref Utf8JsonReader json)
    {
        if (JsonText.Is(ref json, "projectId"u8))
        {
            _projectId = ReadGuid(ref json);
        }
        else if (JsonText.Is(ref json, "workflowId"u8))
        {
            _workflowId = ReadGuid(ref json);
        }
        else if (JsonText.Is(ref json, "executionId"u8))
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
            _message = MessageText.Unwrap(JsonText.Of(ref json));
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
            if (json.TokenType == JsonTokenType.PropertyName && JsonText.Is(ref json, "constraints"u8))
            {
                constraints = json.CurrentDepth + 1;
            }
            else if (json.TokenType == JsonTokenType.EndObject && json.CurrentDepth < constraints)
            {
                constraints = -1;
            }
            else if (json.TokenType == JsonTokenType.String && (json.CurrentDepth == constraints || json.CurrentDepth == array + 1))
            {
                _messages.Add(JsonText.Of(ref json));
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
            if (JsonText.Is(ref json, "requestId"u8))
            {
                _requestId = ReadScalar(ref json) ?? _requestId;
            }
            else if (JsonText.Is(ref json, "isIntegrationError"u8))
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
            var text = JsonText.Of(ref json);
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
        JsonTokenType.String => JsonText.Of(ref json),
        JsonTokenType.Number => Encoding.ASCII.GetString(json.ValueSpan),
        _ => null,
    };

    private static Guid ReadGuid(ref Utf8JsonReader json) => json.Read() ? JsonText.Id(ref json) : Guid.Empty;

    private static string? FirstLine(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MessageText.MaxLineLength)]).AsSpan().Trim();
        var end = text.IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return line.IsEmpty || line[0] == '<' ? null : line.TrimEnd().ToString();
    }
}
