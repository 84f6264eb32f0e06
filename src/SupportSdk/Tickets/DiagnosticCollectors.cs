namespace SupportSdk;

/// <summary>Which collectors were in place, so that "none seen" is told apart from "not collected".</summary>
[Flags]
internal enum DiagnosticCollectors
{
    None = 0,
    Http = 1,
    BrowserConsole = 2,
}
