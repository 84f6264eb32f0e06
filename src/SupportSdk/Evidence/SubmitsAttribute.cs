namespace SupportSdk;

/// <summary>Marks the parameter through which a ticket leaves the app. Put it on your own wrappers of <c>SubmitAsync</c>, and the analyzer checks their callers.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SubmitsAttribute : Attribute;
