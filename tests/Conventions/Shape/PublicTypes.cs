using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Shape;

/// <summary>
/// One public top-level type per file, named as the file up to its first dot. A file without a public type is named after one of its types, unless all of them are records.
/// A closed family may share a file: all its public types are sealed records or record structs of at most 5 lines each, documentation aside.
/// </summary>
internal static class PublicTypes
{
    private const int TinyLines = 5;

    public static IReadOnlyList<string> Check(IEnumerable<SourceFile> files) => [.. files.Where(file => !file.IsProgram).Select(Judge).OfType<string>()];

    private static string? Judge(SourceFile file)
    {
        var types = file.Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>().Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).ToArray();
        var seen = types.Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)).ToArray();
        var names = (seen.Length > 0 ? seen : types).Select(NameOf).Distinct().ToArray();
        if (names.Length == 0 || (seen.Length != 1 && types.Length > 1 && IsFamily(seen.Length > 0 ? seen : types, seen.Length > 0)))
        {
            return null;
        }

        return seen.Length > 0 && names.Length > 1 ? $"{file.Path}: {names.Length} public types: {string.Join(", ", names)}"
            : names.Contains(file.BaseName) ? null
            : $"{file.Path}: no type is named as the file; it holds {string.Join(", ", names)}";
    }

    private static bool IsFamily(IEnumerable<MemberDeclarationSyntax> types, bool isPublic) =>
        types.All(type => type is RecordDeclarationSyntax record && (!isPublic || IsTiny(record)));

    private static bool IsTiny(RecordDeclarationSyntax record) =>
        record.ToString().Count(c => c == '\n') < TinyLines && (record.Modifiers.Any(SyntaxKind.SealedKeyword) || record.IsKind(SyntaxKind.RecordStructDeclaration));

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax named ? named.Identifier.Text : ((BaseTypeDeclarationSyntax)type).Identifier.Text;
}
