using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportSdk;

/// <summary>Written as its four facts, and read back as they are: the address of a link that was built from ids need be neither https nor of the documented path.</summary>
internal sealed class WorkflowExecutionLinkJsonConverter : JsonConverter<WorkflowExecutionLink>
{
    public override WorkflowExecutionLink Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return WorkflowExecutionLink.At(
            new Uri(root.GetProperty("url").GetString() ?? "", UriKind.Absolute),
            root.GetProperty("projectId").GetGuid(),
            root.GetProperty("workflowId").GetGuid(),
            root.GetProperty("executionId").GetGuid());
    }

    public override void Write(Utf8JsonWriter writer, WorkflowExecutionLink value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("projectId", value.ProjectId);
        writer.WriteString("workflowId", value.WorkflowId);
        writer.WriteString("executionId", value.ExecutionId);
        writer.WriteString("url", value.Url.AbsoluteUri);
        writer.WriteEndObject();
    }
}
