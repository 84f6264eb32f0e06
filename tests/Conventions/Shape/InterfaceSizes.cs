using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Conventions.Shape;

/// <summary>An interface has 1 to 6 members: more is two roles, none is a marker.</summary>
internal static class InterfaceSizes
{
    private const int Most = 6;

    public static IReadOnlyList<string> Check(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           from found in file.Root.DescendantNodes().OfType<InterfaceDeclarationSyntax>()
           where found.Members.Count > Most || (found.Members.Count == 0 && found.BaseList is null)
           select $"{file.At(found)}: {found.Identifier.Text} has {found.Members.Count} members, 1 to {Most}",
    ];
}
