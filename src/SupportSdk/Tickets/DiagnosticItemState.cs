using System.Text.Json.Serialization;

namespace SupportSdk;

[JsonConverter(typeof(JsonStringEnumConverter<DiagnosticItemState>))]
internal enum DiagnosticItemState
{
    Given,
    NoneSeen,
    NotCollected,
    DoesNotApply,
}
