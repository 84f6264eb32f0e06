using SupportSdk.Facts.Surroundings;

namespace SupportSdk.Tests.Facts.Surroundings;

public sealed class ContainerFactTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("supportsdk-root-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("KUBERNETES_SERVICE_HOST", "10.0.0.1", "Kubernetes")]
    [InlineData("DOTNET_RUNNING_IN_CONTAINER", "true", "a container (the .NET image says so)")]
    [InlineData("AWS_LAMBDA_FUNCTION_NAME", "acme-secret-function", "AWS Lambda")]
    [InlineData("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/secret", "Amazon ECS")]
    [InlineData("K_SERVICE", "acme", "Google Cloud Run or Knative")]
    [InlineData("FLY_APP_NAME", "acme", "Fly.io")]
    public void TryRead_PlatformsVariableIsSet_NamesThePlatformAndNotTheValue(string variable, string value, string expected)
    {
        Assert.True(With((variable, value)).TryRead([], out var platform));

        Assert.Equal(expected, platform);
    }

    [Fact]
    public void TryRead_InKubernetesOnTheDotNetImage_NamesTheMoreTelling()
    {
        Assert.True(With(("DOTNET_RUNNING_IN_CONTAINER", "true"), ("KUBERNETES_SERVICE_HOST", "10.0.0.1")).TryRead([], out var platform));

        Assert.Equal("Kubernetes", platform);
    }

    [Fact]
    public void TryRead_NoVariable_LeavesTheFilesForLater() => Assert.False(With(("KUBERNETES_SERVICE_HOST", ""), ("HOME", "/home/ann")).TryRead([], out _));

    [Theory]
    [InlineData(".dockerenv", "", "Docker")]
    [InlineData("run/.containerenv", "name=\"acme-secret\"", "Podman")]
    [InlineData("proc/self/cgroup", "12:cpu:/kubepods/besteffort/pod0b5e-secret/4f2a\n", "Kubernetes")]
    [InlineData("proc/self/cgroup", "1:name=systemd:/docker/4f2a9c-secret\n", "Docker")]
    [InlineData("proc/self/cgroup", "0::/system.slice/containerd.service/secret\n", "containerd")]
    [InlineData("proc/self/cgroup", "0::/\n", "no sign of one")]
    [InlineData("etc/hostname", "acme-secret", "no sign of one")]
    public async Task ReadAsync_MarkerOrControlGroup_NamesTheRuntimeAndNoId(string file, string text, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, file))!);
        await File.WriteAllTextAsync(Path.Combine(_root, file), text, TestContext.Current.CancellationToken);

        Assert.Equal(expected, await With().ReadAsync([], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReadAsync_ThisMachine_AnswersFromItsRealFiles()
    {
        var answer = await new ContainerFact(_ => null, "/").ReadAsync([], TestContext.Current.CancellationToken);

        Assert.Matches("^(no sign of one|Docker|Podman|Kubernetes|containerd)$", answer);
        Assert.True(answer == "Docker" || !File.Exists("/.dockerenv"));
    }

    private ContainerFact With(params (string Name, string Value)[] variables) => new(name => Array.Find(variables, v => v.Name == name).Value, _root);
}
