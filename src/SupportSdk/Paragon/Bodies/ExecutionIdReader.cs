using System.Text;
using System.Text.Json;

namespace SupportSdk.Paragon.Bodies;

/// <summary>Finds the ids of workflow executions in JSON from Paragon, wherever in it they stand; of a body that was cut or is broken everything before the defect counts.</summary>
/// <remarks>
/// Documented shapes: <c>executionId</c> with <c>workflowId</c> and <c>projectId</c> (a 542); the webhook of an Event Destination (<c>project.id</c>, <c>workflow.id</c>,
/// <c>data.workflowExecution.id</c>); Task History's list, execution, steps and replay. An id that an object lacks is taken from the nearest object around it, then from the
/// request's path. Nothing is recursed into, and what lies deeper than any real body is passed over.
/// </remarks>
internal sealed class ExecutionIdReader
{
    /// <summary>How many executions are taken from one body, unless the caller says otherwise.</summary>
    public const int Most = 20;

    private const int DeepestLevel = 256;

    private readonly ParagonPath _path;
    private readonly int _most;
    private readonly List<ExecutionIds> _found = [];
    private JsonLevel[] _levels = new JsonLevel[16];
    private int _depth;
    private ExecutionField _field;

    private ExecutionIdReader(ParagonPath path, int most) => (_path, _most) = (path, most);

    /// <summary>The complete ids in a body in UTF-8, each once, in its order. Never throws for what the body holds; allocates nothing where no execution is mentioned.</summary>
    /// <param name="utf8">The body, or its beginning.</param>
    /// <param name="path">What the request's path says.</param>
    /// <param name="most">How many are taken at most.</param>
    public static IReadOnlyList<ExecutionIds> FindIn(ReadOnlySpan<byte> utf8, ParagonPath path = default, int most = Most)
    {
        var body = (utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8).TrimStart(" \t\r\n"u8);
        if (body.IsEmpty || body[0] is not ((byte)'{' or (byte)'[') || (path.Endpoint != ParagonEndpoint.TaskHistory && body.IndexOf("xecution"u8) < 0))
        {
            return [];
        }

        var reader = new ExecutionIdReader(path, most);
        reader.ReadBody(body);
        return reader.Complete();
    }

    private ExecutionIds[] Complete() =>
        _found.Select(ids => ids.Or(_path.ProjectId, _path.WorkflowId)).Where(ids => ids.AreComplete).Distinct().Take(_most).ToArray();

    private void ReadBody(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = ParagonBodyReader.MaxDepth }));
        try
        {
            while (json.Read() && TryTake(ref json))
            {
            }
        }
        catch (JsonException)
        {
            // Broken from here on; what was read counts, and the objects that stand open are closed below.
        }

        while (_depth > 0)
        {
            Close();
        }
    }

    private bool TryTake(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _field = ExecutionFields.Of(ref json);
                return true;
            case JsonTokenType.StartObject or JsonTokenType.StartArray when _depth == DeepestLevel:
                return json.TrySkip();
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Open(isArray: json.TokenType == JsonTokenType.StartArray);
                return true;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close();
                return true;
            default:
                TakeValue(ref json);
                return true;
        }
    }

    private void Open(bool isArray)
    {
        if (_depth == _levels.Length)
        {
            Array.Resize(ref _levels, _levels.Length * 2);
        }

        // An element of an array stands under the array's name.
        var name = _depth == 0 && _path.Endpoint == ParagonEndpoint.TaskHistory ? ExecutionField.HistoryAnswer
            : _depth > 0 && _levels[_depth - 1].IsArray ? _levels[_depth - 1].Name
            : _field;
        _levels[_depth++] = new JsonLevel { IsArray = isArray, Name = name, FirstFound = _found.Count };
        _field = ExecutionField.Other;
    }

    private void TakeValue(ref Utf8JsonReader json)
    {
        ref var level = ref _levels[Math.Max(0, _depth - 1)];
        if (_depth > 0 && !level.IsArray && json.TokenType == JsonTokenType.String)
        {
            if (_field == ExecutionField.Status)
            {
                level.Succeeded = JsonText.Is(ref json, "SUCCEEDED"u8);
            }
            else if (_field != ExecutionField.Other)
            {
                level.Take(_field, JsonText.Id(ref json));
            }
        }

        _field = ExecutionField.Other;
    }

    private void Close()
    {
        var level = _levels[--_depth];
        if (_depth > 0)
        {
            _levels[_depth - 1].TakeFrom(level);
        }

        if (level.Execution() is var execution && execution != Guid.Empty && _found.Count < _most * 4)
        {
            _found.Add(new ExecutionIds(level.ProjectId, level.WorkflowId, execution));
        }

        for (var i = level.FirstFound; i < _found.Count; i++)
        {
            _found[i] = _found[i].Or(level.ProjectId, level.WorkflowId);
        }
    }
}
