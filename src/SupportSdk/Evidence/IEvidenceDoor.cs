namespace SupportSdk;

/// <summary>The capture door: everything that enters a scope passes it, and leaves it redacted and bounded.</summary>
internal interface IEvidenceDoor
{
    DateTimeOffset Now { get; }

    /// <summary>The user ID of a token, or null where it is none; the token is not kept.</summary>
    string? UserIdOf(string userToken);

    string CleanUserId(string userId);

    ApiError Clean(ApiError error);

    ConsoleError Clean(ConsoleError error);

    ExceptionDetails Describe(Exception exception);
}
