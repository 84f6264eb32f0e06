namespace SupportSdk.Capture;

/// <summary>How the app wants its crashes told.</summary>
internal sealed record CrashCapture(Func<Exception, SupportTicket> Ticket);
