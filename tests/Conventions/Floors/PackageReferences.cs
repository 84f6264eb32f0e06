using System.Xml.Linq;

namespace Conventions.Floors;

/// <summary>Packages use SupportSdk and never each other; analyzers use nothing of the product. A reference without its assembly (a bundled analyzer) is none.</summary>
internal static class PackageReferences
{
    public static IReadOnlyList<string> Check(IEnumerable<(string Path, string Text)> projects) =>
    [
        .. from project in projects
           from target in Targets(project.Text)
           where !Allows(NameOf(project.Path), NameOf(target))
           select $"{project.Path}: refers to {NameOf(target)}",
    ];

    private static bool Allows(string from, string to) =>
        from == "SupportSdk.CodeFixes" ? to == "SupportSdk.Analyzers" : from is not ("SupportSdk" or "SupportSdk.Analyzers") && to == "SupportSdk";

    private static IEnumerable<string> Targets(string project) =>
        XDocument.Parse(project).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => (string)reference.Attribute("Include")!);

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
