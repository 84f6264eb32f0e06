using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Words;

/// <summary>The SDK logs through SupportLog only: no other file defines a message or calls a logger.</summary>
internal static class LogCalls
{
    public const string Home = "src/SupportSdk/Telemetry/SupportLog.cs";

    /// <summary>Files that carry messages of others, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Carriers { get; } = new Dictionary<string, string>
    {
        ["src/SupportSdk/Capture/Logs/OwnLoggers.cs"] = "Passes the SDK's own messages on to the app's loggers, past the SDK's capture.",
        ["src/SupportSdk/Capture/Logs/TemplateMessage.cs"] = "Lets the framework's formatter make the text of a message of the app's; it goes to no log.",
    };

    private static readonly string[] Loggers = ["ILogger", "LoggerExtensions", "LoggerMessage", "LoggerMessageAttribute"];

    public static IReadOnlyList<string> Check(IReadOnlyCollection<SourceFile> files)
    {
        var compilation = Compilations.OfSources(files);
        return [.. files.Where(file => file.Path != Home && !Carriers.ContainsKey(file.Path)).SelectMany(file => Check(file, compilation.GetSemanticModel(file.Tree)))];
    }

    private static IEnumerable<string> Check(SourceFile file, SemanticModel model) =>
        from node in file.Root.DescendantNodes().Where(node => node is InvocationExpressionSyntax or AttributeSyntax)
        let info = model.GetSymbolInfo(node)
        let symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault()
        where symbol?.ContainingType is { } type && Loggers.Contains(type.Name) && symbol.Name != "IsEnabled"
        select $"{file.At(node)}: {symbol.ContainingType.Name}.{symbol.Name}; messages stand in SupportLog";
}
