using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using SupportSdk.Facts.Surroundings;

namespace SupportSdk.Tests.Facts.Surroundings;

public sealed class AppFactsTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.2.3-beta.1+0123456789abcdef0123456789abcdef01234567", "1.2.3-beta.1+01234567")]
    [InlineData("1.2.3+build.7", "1.2.3+build.7")]
    [InlineData("1.2.3+Branch-of-something-long", "1.2.3+Branch-of-something-long")]
    [InlineData(" ", "4.5.6.7")]
    public void Of_InformationalVersion_ItsHashIsShort(string informational, string expected)
    {
        var constructor = typeof(AssemblyInformationalVersionAttribute).GetConstructors().Single();
        var assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName("Acme.Sync") { Version = new Version(4, 5, 6, 7) }, AssemblyBuilderAccess.RunAndCollect, [new CustomAttributeBuilder(constructor, [informational])]);

        Assert.Equal(expected, AssemblyVersions.Of(assembly));
    }

    [Fact]
    public void Packages_Named_ShowsLoadedOnesAndSaysWhichAreNot()
    {
        var packages = AppFacts.Packages(["supportsdk", "Acme.NotHere", "SupportSdk"]);

        Assert.Equal($"supportsdk {AppFacts.Sdk()}, Acme.NotHere (not loaded)", packages);
        Assert.Null(AppFacts.Packages([]));
    }

    [Fact]
    public void Running_WhatADeploymentChanges_IsThereAndWhatIsNotLoadedIsNot()
    {
        var running = AppFacts.Running(["Microsoft.Extensions.Http", "Acme.NotHere"]);

        Assert.Equal(["the app", "SupportSdk", "the runtime", "Microsoft.Extensions.Http"], running.Keys);
        Assert.Equal((AppFacts.App(), RuntimeInformation.FrameworkDescription), (running["the app"], running["the runtime"]));
        Assert.Equal(Assembly.GetEntryAssembly()!.GetName().Name, running["the app"].Split(' ')[0]);
    }
}
