using SupportSdk;

namespace Conventions.Words;

public class LogTests
{
    private const string Using = "using Microsoft.Extensions.Logging;\n";

    [Theory]
    [InlineData(Using + "partial class A { [LoggerMessage(1, LogLevel.Debug, \"x\")] public static partial void M(ILogger log); }", "LoggerMessageAttribute")]
    [InlineData(Using + "class A(ILogger log) { public void M() => log.LogWarning(\"x\"); }", "LoggerExtensions.LogWarning")]
    [InlineData(Using + "class A<T>(ILogger<T> log) { public void M() => log.Log(LogLevel.Debug, 1, 2, null, (_, _) => \"\"); }", "ILogger.Log")]
    [InlineData(Using + "class A { public object M() => LoggerMessage.Define(LogLevel.Debug, 1, \"x\"); }", "LoggerMessage.Define")]
    [InlineData("class A { public void M(Microsoft.Extensions.Logging.ILogger log) => Microsoft.Extensions.Logging.LoggerExtensions.LogError(log, \"x\"); }", "LoggerExtensions.LogError")]
    public void Check_PlantedCall_IsReported(string text, string breach) => Breaches.One(LogCalls.Check([new SourceFile("src/SupportSdk/A.cs", text)]), "src/SupportSdk/A.cs", breach);

    [Fact]
    public void Check_RealTree_LogsThroughSupportLogOnly()
    {
        var files = SourceFile.Below("src");

        Assert.Contains(files, file => file.Path == LogCalls.Home);
        Assert.All(LogCalls.Carriers.Keys, path => Assert.Contains(files, file => file.Path == path));
        Breaches.None(LogCalls.Check(files));
    }

    [Fact]
    public void Check_PlantedEventIds_AreReported()
    {
        var (assembly, _) = Compilations.Load(Using + """
            class A
            {
                [LoggerMessage(7, LogLevel.Debug, "x")] static void First(ILogger log) { }
                [LoggerMessage(7, LogLevel.Debug, "y")] static void Second(ILogger log) { }
                [LoggerMessage(EventId = 8, Level = LogLevel.Debug, Message = "z")] static void Third(ILogger log) { }
            }
            """);

        Breaches.One(EventIds.Check(EventIds.Of(assembly.GetTypes())), "Event id 7: A.First, A.Second");
    }

    [Fact]
    public void Check_RealTree_HasUniqueEventIds()
    {
        var messages = EventIds.Of(typeof(SupportTicket).Assembly.GetTypes());

        Assert.True(messages.Count >= 10, $"Only {messages.Count} log messages were found.");
        Breaches.None(EventIds.Check(messages));
    }
}
