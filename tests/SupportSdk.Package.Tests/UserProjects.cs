namespace SupportSdk.Package.Tests;

/// <summary>What users have: a console app for two targets, a web app with a Razor component, and an app whose library references the package.</summary>
internal static class UserProjects
{
    private const string Reference = $"<ItemGroup><PackageReference Include=\"SupportSdk\" Version=\"{PackedFeed.Version}\" /></ItemGroup>";

    private const string Common = "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><RollForward>Major</RollForward>";

    // What NuGet is about to do to indirect consumers: no analyzer of a package reaches the project.
    private const string Filter =
        """
        <Project>
          <Target Name="FilterAnalyzers" AfterTargets="ResolveLockFileAnalyzers" BeforeTargets="_SupportSdkAnalyzers" Condition="'$(FilterAnalyzers)' == 'true'">
            <ItemGroup>
              <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'SupportSdk.Analyzers' Or '%(Filename)' == 'SupportSdk.CodeFixes'" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    private const string Incomplete =
        """
        using SupportSdk;

        await using var support = SupportClient.Create(_ => { });
        await support.SubmitAsync(new SupportTicket { Summary = "sync fails" });
        """;

    private const string Complete =
        """
        using SupportSdk;

        namespace Library;

        public sealed class Reports(SupportClient support)
        {
            public Task<TicketReceipt> SendAsync(Exception failure, string userId) => support.SubmitAsync(SupportTicket.FromException(failure) with { UserId = userId });
        }
        """;

    private const string Component =
        """
        @using SupportSdk

        <button @onclick="ReportAsync">Report</button>

        @code {
            [Microsoft.AspNetCore.Components.Inject] public required SupportClient Support { get; set; }

            private async Task ReportAsync() => await Support.SubmitAsync(new SupportTicket { Summary = "the page fails" });
        }
        """;

    private const string Web =
        """
        using SupportSdk;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSupport();
        var app = builder.Build();
        app.MapPost("/report", async (SupportClient support) =>
            await support.SubmitAsync(new SupportTicket { Summary = "a request fails" }));
        app.Run();
        """;

    public static void Write(string folder, string feed, string packages, string cache)
    {
        Put(folder, "nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{packages}" /></config>
              <packageSources><add key="packed" value="{feed}" /></packageSources>
              <fallbackPackageFolders><add key="cache" value="{cache}" /></fallbackPackageFolders>
            </configuration>
            """);
        Put(folder, "Directory.Build.targets", Filter);
        Put(folder, "All.slnx", "<Solution><Project Path=\"Console/Console.csproj\" /><Project Path=\"Web/Web.csproj\" /><Project Path=\"Library/Library.csproj\" /><Project Path=\"App/App.csproj\" /></Solution>");
        Put(folder, "Console/Console.csproj", Project("Microsoft.NET.Sdk", "<OutputType>Exe</OutputType><TargetFrameworks>net8.0;net10.0</TargetFrameworks>", Reference));
        Put(folder, "Console/Program.cs", Incomplete);
        Put(folder, "Web/Web.csproj", Project("Microsoft.NET.Sdk.Web", "<TargetFramework>net10.0</TargetFramework>", Reference));
        Put(folder, "Web/Program.cs", Web);
        Put(folder, "Web/Help.razor", Component);
        Put(folder, "Library/Library.csproj", Project("Microsoft.NET.Sdk", "<TargetFramework>net8.0</TargetFramework>", Reference));
        Put(folder, "Library/Reports.cs", Complete);
        Put(folder, "App/App.csproj", Project("Microsoft.NET.Sdk", "<OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>", "<ItemGroup><ProjectReference Include=\"../Library/Library.csproj\" /></ItemGroup>"));
        Put(folder, "App/Program.cs", Incomplete);
    }

    private static string Project(string sdk, string properties, string items) => $"<Project Sdk=\"{sdk}\"><PropertyGroup>{properties}{Common}</PropertyGroup>{items}</Project>";

    private static void Put(string folder, string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
