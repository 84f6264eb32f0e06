using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupportSdk.Capture.Logs;

/// <summary>Gives the capture a level of its own, whatever the app shows on its console. What configuration says under <c>Logging:SupportSdk:LogLevel</c> goes first.</summary>
internal sealed class LogLevelRule(LogLevel minimum) : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Alias = "SupportSdk";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        if (!options.Rules.Any(IsOwnDefault))
        {
            options.Rules.Add(new LoggerFilterRule(typeof(LogProvider).FullName, categoryName: null, minimum, filter: null));
        }
    }

    private static bool IsOwnDefault(LoggerFilterRule rule) => rule.CategoryName is null && (rule.ProviderName == Alias || rule.ProviderName == typeof(LogProvider).FullName);
}
