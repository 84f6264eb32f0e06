using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Conventions;

/// <summary>Compiles text in memory, with the assemblies that this test runs on.</summary>
internal static class Compilations
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly IReadOnlyList<MetadataReference> Platform = [.. PlatformFiles().Select(file => MetadataReference.CreateFromFile(file))];

    public static CSharpParseOptions Language { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    /// <summary>A compilation of sources of the SDK itself: without the SDK's own assemblies.</summary>
    public static CSharpCompilation OfSources(IEnumerable<SourceFile> files) => Of("SupportSdk.Sources", files.Select(file => file.Tree), OutputKind.DynamicallyLinkedLibrary, IsForeign);

    /// <summary>A compilation of what a user writes: against the SDK's assemblies.</summary>
    public static CSharpCompilation OfUserCode(SourceFile file) =>
        Of("UserCode", [file.Tree], file.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, _ => true);

    /// <summary>Compiles and loads a planted text, with its XML documentation.</summary>
    public static (Assembly Assembly, XDocument Docs) Load(string text)
    {
        using MemoryStream binary = new(), docs = new();
        var compilation = Of($"Planted{Guid.NewGuid():N}", [new SourceFile("Planted.cs", text).Tree], OutputKind.DynamicallyLinkedLibrary, _ => true);
        var emitted = compilation.Emit(binary, xmlDocumentationStream: docs, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, "The planted text does not compile: " + string.Join('\n', emitted.Diagnostics));
        docs.Position = 0;
        return (Assembly.Load(binary.ToArray()), XDocument.Load(docs));
    }

    public static IReadOnlyList<Diagnostic> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error)];

    private static CSharpCompilation Of(string name, IEnumerable<SyntaxTree> trees, OutputKind kind, Func<MetadataReference, bool> wanted) =>
        CSharpCompilation.Create(
            name,
            trees.Append(CSharpSyntaxTree.ParseText(ImplicitUsings, Language, "ImplicitUsings.cs")),
            Platform.Where(wanted),
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));

    private static bool IsForeign(MetadataReference reference) => !Path.GetFileName(reference.Display)!.StartsWith("SupportSdk", StringComparison.Ordinal);

    private static IEnumerable<string> PlatformFiles() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
            .Where(file => Path.GetFileName(file) != "Conventions.dll")
            .DistinctBy(Path.GetFileName);
}
