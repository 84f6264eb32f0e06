namespace SupportSdk.Email.Tests.Faults;

/// <summary>The server has ended the session by itself.</summary>
internal sealed class SessionEndedException : Exception;
