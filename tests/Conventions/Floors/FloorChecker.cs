using Microsoft.CodeAnalysis;

namespace Conventions.Floors;

/// <summary>Holds every reference between files of src/SupportSdk against the plan.</summary>
internal static class FloorChecker
{
    public const string Home = "src/SupportSdk";

    public static FloorReport Check(IReadOnlyList<SourceFile> files)
    {
        var compilation = Compilations.OfSources(files);
        var report = new FloorReport { Errors = UnexplainedErrors(compilation) };
        foreach (var file in files)
        {
            Check(file, compilation, report);
        }

        return report;
    }

    private static void Check(SourceFile file, Compilation compilation, FloorReport report)
    {
        var from = PartOf(file.Path);
        if (from is null)
        {
            report.Breaches.Add($"{file.Path}: the folder stands on no floor; the plan has {string.Join(", ", FloorPlan.Folders)}");
            return;
        }

        var references = new BoundReferences(compilation.GetSemanticModel(file.Tree));
        var seen = 0;
        foreach (var (node, symbol) in references.Find(file.Root))
        {
            seen++;
            foreach (var target in symbol.DeclaringSyntaxReferences.Select(declared => declared.SyntaxTree.FilePath).Distinct())
            {
                Judge(file.At(node), from, PartOf(target), symbol, report.Breaches);
            }
        }

        report.References[file.Path] = seen;
        report.Unbound[file.Path] = references.Unbound;
    }

    private static void Judge(string place, string from, string? to, ISymbol symbol, SortedSet<string> breaches)
    {
        if (to is not null && !FloorPlan.Allows(from, to, OutermostType(symbol)))
        {
            breaches.Add($"{place}: {from} (floor {FloorPlan.FloorOf(from)}) uses {symbol.ToDisplayString()} of {to} (floor {FloorPlan.FloorOf(to)})");
        }
    }

    private static string? PartOf(string path) =>
        path.StartsWith(Home + "/", StringComparison.Ordinal) ? FloorPlan.PartOf(Repository.FolderOf(path[(Home.Length + 1)..])) : null;

    private static string OutermostType(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.Name ?? "";
    }

    // Source generators do not run here: what they would add is missing, and nothing else may be.
    private static IReadOnlyList<string> UnexplainedErrors(Compilation compilation)
    {
        var contexts = compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type)
            .OfType<INamedTypeSymbol>().Where(type => type.BaseType?.Name == "JsonSerializerContext").Select(type => type.Name).ToArray();
        return
        [
            .. Compilations.Errors(compilation).Where(error => !IsForGenerator(error, contexts)).Select(error => error.ToString()),
        ];
    }

    private static bool IsForGenerator(Diagnostic error, string[] contexts) =>
        error.Id is "CS8795" or "CS9248" // a partial method or property whose body is generated
        || (error.Id is "CS0534" or "CS0535" or "CS7036" or "CS1729" or "CS0117" or "CS1061"
            && (contexts.Any(name => error.GetMessage(null).Contains(name, StringComparison.Ordinal)) || error.GetMessage(null).Contains("IValidateOptions", StringComparison.Ordinal)
                || error.GetMessage(null).Contains("JsonSerializerContext", StringComparison.Ordinal)));
}
