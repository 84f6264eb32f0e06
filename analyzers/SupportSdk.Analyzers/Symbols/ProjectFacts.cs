using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace SupportSdk.Analyzers.Symbols;

/// <summary>
/// What stands anywhere in the project's files, by a search of their text: made once per compilation, and only when a ticket's answer hangs on it. Nothing is bound.
/// </summary>
internal sealed class ProjectFacts(Compilation compilation)
{
    // RunAsync of the SDK has two arguments; that of a host has none, or a token.
    private static readonly Regex Runs = new(@"\.\s*RunAsync(<[^()]*>)?\(\s*[^(),]+,", RegexOptions.CultureInvariant);
    private static readonly Regex Captures = new(@"\b(CaptureHttpClients|CaptureLogs|AddSupportDiagnostics|DiagnosticsHandler)\b", RegexOptions.CultureInvariant);

    private readonly Lazy<(bool Runs, bool Captures)> _found = new(() => Search(compilation));

    /// <summary>Whether something calls a <c>RunAsync</c> with a name and work.</summary>
    public bool RunsInScopes => _found.Value.Runs;

    /// <summary>Whether something captures calls or logs: evidence without a scope then goes with a ticket that names no user.</summary>
    public bool CapturesAnything => _found.Value.Captures;

    private static (bool Runs, bool Captures) Search(Compilation compilation)
    {
        var (runs, captures) = (false, false);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = tree.ToString();
            runs |= Runs.IsMatch(text);
            captures |= Captures.IsMatch(text);
            if (runs && captures)
            {
                break;
            }
        }

        return (runs, captures);
    }
}
