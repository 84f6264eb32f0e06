using Microsoft.CodeAnalysis;

namespace SupportSdk.Analyzers.Tests.Verify;

/// <summary>What a user's project references: the platform and the SDK, as they stand beside this test. No network.</summary>
internal static class UserReferences
{
    private static readonly string[] NotAUsers = ["xunit", "Microsoft.CodeAnalysis", "Microsoft.Testing", "SupportSdk.Analyzers", "SupportSdk.CodeFixes", "DiffPlex"];

    private static readonly string[] Paths =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(IsAUsers)];

    /// <summary>With the SDK.</summary>
    public static IReadOnlyList<MetadataReference> WithSdk { get; } = [.. Paths.Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Without it.</summary>
    public static IReadOnlyList<MetadataReference> WithoutSdk { get; } =
        [.. WithSdk.Where(reference => !Path.GetFileName(reference.Display)!.StartsWith("SupportSdk", StringComparison.Ordinal))];

    private static bool IsAUsers(string path) => !NotAUsers.Any(start => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal));
}
