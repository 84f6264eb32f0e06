using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Words;

/// <summary>A catch of everything without a filter stands at a floor's edge only: in a file that is listed here with its reason.</summary>
internal static class BroadCatches
{
    public static IReadOnlyDictionary<string, string> Edges { get; } = new Dictionary<string, string>
    {
        ["src/SupportSdk/Capture/CaptureFailures.cs"] = "The app's log provider threw while a failure of the capture was reported; there is nowhere left to say so.",
        ["src/SupportSdk/Capture/CrashRecorder.cs"] = "The runtime ends the process with the app's own exception; ours must not take its place.",
        ["src/SupportSdk/Capture/EvidenceDoor.cs"] = "Whatever an app hands over as evidence, the door does not throw into it.",
        ["src/SupportSdk/Capture/EvidenceReading.cs"] = "One record that cannot be read does not take the others with it.",
        ["src/SupportSdk/Capture/ExceptionWalk.cs"] = "Getters of the app's own exceptions may throw anything.",
        ["src/SupportSdk/Capture/Http/HttpCapture.cs"] = "A failure of the capture is counted; the app's call goes on.",
        ["src/SupportSdk/Capture/Http/CallNotes.cs"] = "A failure of the capture is counted; the app's call goes on.",
        ["src/SupportSdk/Capture/Http/Bodies/BodyPrefix.cs"] = "An exception of a read ahead is kept, and thrown where the app reads up to it.",
        ["src/SupportSdk/Capture/Runtime/RuntimeCalls.cs"] = "A failure of the capture is counted; the app's call goes on.",
        ["src/SupportSdk/Capture/Logs/LogObjects.cs"] = "Objects that the app logs may throw anything when they are read.",
        ["src/SupportSdk/Capture/Logs/LogSink.cs"] = "A message that cannot be noted is counted; the app's call goes on.",
        ["src/SupportSdk/Delivery/ChannelPump.cs"] = "The loop of a channel outlives whatever one ticket or the store does to it.",
        ["src/SupportSdk/Facts/FactReader.cs"] = "A fact that cannot be read is a problem in words; the ticket goes on.",
        ["src/SupportSdk/Facts/Changes/BaselineFile.cs"] = "What lies at the path, or cannot, is a counted loss; the app's calls and tickets go on.",
        ["src/SupportSdk/Status/Statuspage/StatuspageFeed.cs"] = "A feed never fails a submission.",
        ["src/SupportSdk.Testing/Http/Playing.cs"] = "Whatever a handler under test throws is what the case is about: it is noted and compared.",
        ["src/SupportSdk.Testing/Http/Rig.cs"] = "Whatever a handler under test throws is what the case is about: it is noted and compared.",
        ["src/SupportSdk.Email/Smtp/SmtpSession.cs"] = "An attempt gives a result, whatever the far side does.",
    };

    public static IReadOnlyList<string> Check(IReadOnlyCollection<SourceFile> files, IReadOnlyDictionary<string, string> edges)
    {
        var found = files.SelectMany(file => file.Root.DescendantNodes().OfType<CatchClauseSyntax>().Where(IsBroad).Select(clause => (file.Path, Place: file.At(clause)))).ToArray();
        return
        [
            .. found.Where(clause => !edges.ContainsKey(clause.Path)).Select(clause => $"{clause.Place}: catches everything without a filter, and is not listed as an edge"),
            .. edges.Keys.Except(found.Select(clause => clause.Path)).Select(path => $"{path}: listed as an edge, and catches nothing broad"),
        ];
    }

    private static bool IsBroad(CatchClauseSyntax clause) =>
        clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception" or "global::System.Exception"
        && (clause.Filter is null || clause.Filter.FilterExpression.IsKind(SyntaxKind.TrueLiteralExpression))
        && !Rethrows(clause);

    private static bool Rethrows(CatchClauseSyntax clause) =>
        clause.Block.Statements.LastOrDefault() is ThrowStatementSyntax { Expression: null } && !clause.Block.DescendantNodes().OfType<ReturnStatementSyntax>().Any();
}
