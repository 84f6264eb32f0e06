namespace SupportSdk.Capture.Logs;

/// <summary>A message's text, and its values by their names.</summary>
internal readonly record struct LoggedText(string Message, IReadOnlyList<KeyValuePair<string, string>> Values);
