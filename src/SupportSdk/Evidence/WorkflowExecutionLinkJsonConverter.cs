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
        return root.ValueKind == JsonValueKind.Object && Address(root) is { } url
            ? WorkflowExecutionLink.At(url, Id(root, "projectId"), Id(root, "workflowId"), Id(root, "executionId"))
            : throw new JsonException("Not a link to a workflow execution: its address is missing, or neither http nor https.");
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

    private static Uri? Address(JsonElement link) =>
        Uri.TryCreate(Text(link, "url"), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url : null;

    private static Guid Id(JsonElement link, string name) =>
        Guid.TryParseExact(Text(link, name), "D", out var id) ? id : throw new JsonException($"Not a link to a workflow execution: {name} is no UUID.");

    private static string? Text(JsonElement link, string name)
    {
        try
        {
            return link.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException($"Not a link to a workflow execution: {name} is no text.", exception);
        }
    }
}
