using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupportSdk;

/// <summary>Written as its four facts; read back by the address, which need not be https for a link that was built from ids.</summary>
internal sealed class WorkflowExecutionLinkJsonConverter : JsonConverter<WorkflowExecutionLink>
{
    public override WorkflowExecutionLink Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return WorkflowExecutionLink.Create(
            root.GetProperty("projectId").GetGuid(),
            root.GetProperty("workflowId").GetGuid(),
            root.GetProperty("executionId").GetGuid(),
            new Uri(root.GetProperty("url").GetString() ?? "", UriKind.Absolute));
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
