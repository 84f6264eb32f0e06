using System.Reflection;
using System.Xml.Linq;

namespace Conventions;

/// <summary>The built assemblies of src, with their XML documentation.</summary>
internal static class Product
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. Repository.Files("src", "*.csproj").Select(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)))];

    public static XDocument DocsOf(Assembly assembly) => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
}
