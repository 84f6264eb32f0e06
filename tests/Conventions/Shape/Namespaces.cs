using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Shape;

/// <summary>
/// Namespaces are file-scoped and follow the folder. Tickets and Evidence, and the extension methods of the packages beside the core, are in SupportSdk:
/// one <c>using</c> is enough.
/// </summary>
internal static class Namespaces
{
    private const string Core = "SupportSdk";

    private static readonly string[] Vocabulary = ["src/SupportSdk/Tickets", "src/SupportSdk/Evidence"];

    /// <summary>Files that are compiled into another program, which looks for them in its own namespace.</summary>
    private static readonly Dictionary<string, string> Foreign = new() { ["tests/perf"] = "Perf.Core" };

    public static IReadOnlyList<string> Check(IEnumerable<SourceFile> files) => [.. files.SelectMany(Check)];

    private static IEnumerable<string> Check(SourceFile file)
    {
        foreach (var found in file.Root.DescendantNodes().OfType<NamespaceDeclarationSyntax>())
        {
            yield return $"{file.At(found)}: the namespace is not file-scoped";
        }

        var expected = Expected(file);
        foreach (var found in file.Root.Members.OfType<BaseNamespaceDeclarationSyntax>().Where(found => found.Name.ToString() != expected))
        {
            yield return $"{file.At(found)}: namespace {found.Name}, by its folder {expected}";
        }
    }

    private static string Expected(SourceFile file)
    {
        var isExtension = file.BaseName.EndsWith("Extensions", StringComparison.Ordinal) && file.Path.StartsWith("src/SupportSdk.", StringComparison.Ordinal);
        return Foreign.TryGetValue(file.Folder, out var foreign) ? foreign : isExtension || Vocabulary.Contains(file.Folder) ? Core : string.Join('.', file.Folder.Split('/').Skip(1));
    }
}
