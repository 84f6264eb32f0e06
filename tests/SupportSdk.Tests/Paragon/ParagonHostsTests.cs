using SupportSdk.Paragon;

namespace SupportSdk.Tests.Paragon;

public sealed class ParagonHostsTests
{
    [Theory]
    [InlineData("useparagon.com", "https://useparagon.com/")]
    [InlineData("useparagon.com", "https://api.useparagon.com/projects")]
    [InlineData("useparagon.com", "https://API.UseParagon.COM/")]
    [InlineData("UseParagon.com", "http://zeus.useparagon.com:8080/")]
    [InlineData("useparagon.com", "https://api.useparagon.com./")]
    [InlineData("useparagon.com.", "https://api.useparagon.com/")]
    [InlineData("localhost:8080", "http://localhost:8080/")]
    [InlineData("useparagon.com:443", "https://api.useparagon.com/")]
    [InlineData("127.0.0.1", "http://127.0.0.1:5000/")]
    [InlineData("::1", "http://[::1]:5000/")]
    [InlineData("[::1]", "http://[::1]/")]
    [InlineData("[::1]:5000", "http://[::1]:5000/")]
    [InlineData("[0:0:0:0:0:0:0:1]", "http://[::1]/")]
    [InlineData("bücher.example", "https://api.bücher.example/")]
    [InlineData("bücher.example", "https://xn--bcher-kva.example/")]
    [InlineData("xn--bcher-kva.example", "https://BÜCHER.example/")]
    public void Contains_ConfiguredHost_IsTrue(string host, string url) => Assert.True(new ParagonHosts([host]).Contains(new Uri(url)));

    [Theory]
    [InlineData("useparagon.com", "https://evil-useparagon.com/")]
    [InlineData("useparagon.com", "https://evilapi.useparagon.com.evil.example/")]
    [InlineData("useparagon.com", "https://useparagon.com.evil.example/")]
    [InlineData("useparagon.com", "https://useparagon.com@evil.example/")]
    [InlineData("useparagon.com", "https://evil.example/useparagon.com")]
    [InlineData("useparagon.com", "https://evil.example/?useparagon.com#useparagon.com")]
    [InlineData("useparagon.com", "https://com/")]
    [InlineData("useparagon.com", "ftp://useparagon.com/")]
    [InlineData("useparagon.com", "https://useparagоn.com/")]
    [InlineData("localhost:8080", "http://localhost:8081/")]
    [InlineData("[::1]:5000", "http://[::1]:5001/")]
    [InlineData("127.0.0.1", "http://evil.127.0.0.1.example/")]
    [InlineData("127.0.0.1", "http://127.0.0.11/")]
    [InlineData("[::1]", "http://[::2]/")]
    [InlineData("https://useparagon.com", "https://useparagon.com/")]
    [InlineData("", "https://useparagon.com/")]
    public void Contains_AnotherHost_IsFalse(string host, string url) => Assert.False(new ParagonHosts([host]).Contains(new Uri(url)));

    [Theory]
    [InlineData("gateway.customer.example/paragon", "https://gateway.customer.example/paragon")]
    [InlineData("gateway.customer.example/paragon", "https://gateway.customer.example/paragon/projects/p/sdk/me?x=1")]
    [InlineData("gateway.customer.example/paragon/", "https://gateway.customer.example/paragon/projects")]
    [InlineData("gateway.customer.example:8443/a/b", "https://gateway.customer.example:8443/a/b/c")]
    [InlineData("gateway.customer.example/", "https://gateway.customer.example/anything")]
    [InlineData("127.0.0.1:5000/paragon", "http://127.0.0.1:5000/paragon/x")]
    [InlineData("[::1]/paragon", "http://[::1]:5000/paragon/x")]
    [InlineData("gateway.customer.example/büro", "https://gateway.customer.example/b%C3%BCro/x")]
    public void Contains_HostWithPath_CoversWhatLiesBelowIt(string host, string url) => Assert.True(new ParagonHosts([host]).Contains(new Uri(url)));

    [Theory]
    [InlineData("gateway.customer.example/paragon", "https://gateway.customer.example/")]
    [InlineData("gateway.customer.example/paragon", "https://gateway.customer.example/paragons/x")]
    [InlineData("gateway.customer.example/paragon", "https://gateway.customer.example/other/paragon")]
    [InlineData("gateway.customer.example/paragon", "https://gateway.customer.example/paragon/../other")]
    [InlineData("gateway.customer.example/paragon", "https://gateway.customer.example/?/paragon")]
    [InlineData("gateway.customer.example/paragon", "https://customer.example/paragon")]
    public void Contains_HostWithPath_CoversNothingElse(string host, string url) => Assert.False(new ParagonHosts([host]).Contains(new Uri(url)));

    // Documented and packaged layouts: the same API lives on several hosts, in the cloud and on-premise.
    [Theory]
    [InlineData("useparagon.com", "api,zeus,hermes,proxy,actionkit,sync,agentos,dashboard,passport,connect,cdn")]
    [InlineData("mycompany.paragon.so", "zeus,hermes,worker-proxy,worker-actionkit,actionkit,api-triggerkit,ms-sync,sync,dashboard,passport,connect")]
    public void Contains_OneEntry_CoversAllServices(string host, string services) =>
        Assert.All(services.Split(','), service => Assert.True(new ParagonHosts([host]).Contains(new Uri($"https://{service}.{host}/projects/p/sdk/me"))));

    [Fact]
    public void Contains_RelativeOrMissing_IsFalse()
    {
        var hosts = new ParagonHosts(["useparagon.com"]);
        Assert.False(hosts.Contains(null));
        Assert.False(hosts.Contains(new Uri("/useparagon.com", UriKind.Relative)));
    }

    [Fact]
    public void Problems_Defaults_None() => Assert.Empty(ParagonOptionsRules.Problems(new ParagonOptions()));

    [Theory]
    [InlineData("https://useparagon.com")]
    [InlineData("useparagon.com?path")]
    [InlineData("useparagon.com/path?query=1")]
    [InlineData("useparagon.com/path#part")]
    [InlineData("useparagon.com/*")]
    [InlineData("useparagon.com//path")]
    [InlineData("useparagon.com/../path")]
    [InlineData("useparagon.com/a path")]
    [InlineData("useparagon.com/a\\path")]
    [InlineData("/path")]
    [InlineData("*.useparagon.com")]
    [InlineData("useparagon.com:0")]
    [InlineData("useparagon.com:70000")]
    [InlineData("useparagon.com:")]
    [InlineData("use paragon.com")]
    [InlineData(" ")]
    public void Problems_NotAHost_NamesTheSettingAndTheWayOut(string host)
    {
        var options = new ParagonOptions();
        options.Hosts.Add(host);
        var problem = Assert.Single(ParagonOptionsRules.Problems(options));
        Assert.StartsWith("Paragon.Hosts", problem, StringComparison.Ordinal);
        Assert.Contains("for example", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/relative")]
    [InlineData("ftp://dashboard.example")]
    [InlineData("http://dashboard.example")]
    [InlineData("https://user:secret@dashboard.example")]
    [InlineData("https://dashboard.example/connect")]
    [InlineData("https://dashboard.example/?a=b")]
    public void Problems_WrongDashboardAndNoHosts_NamesBoth(string dashboard)
    {
        var options = new ParagonOptions { Dashboard = new Uri(dashboard, UriKind.RelativeOrAbsolute) };
        options.Hosts.Clear();
        var problems = ParagonOptionsRules.Problems(options);
        Assert.Equal(2, problems.Count);
        Assert.StartsWith("Paragon.Dashboard", problems[1], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is missing")]
    [InlineData("{dashboard}/w/{workflowId}/e/{executionId}", "lacks {projectId}")]
    [InlineData("{dashboard}/p/{projectId}/e/{executionId}", "lacks {workflowId}")]
    [InlineData("{dashboard}/p/{projectId}/w/{workflowId}", "lacks {executionId}")]
    [InlineData("{dashboard}/{tenant}/{projectId}/{workflowId}/{executionId}", "nothing fills")]
    [InlineData("/{projectId}/{workflowId}/{executionId}", "https address")]
    [InlineData("http://dashboard.example/{projectId}/{workflowId}/{executionId}", "https address")]
    [InlineData("https://user:secret@dashboard.example/{projectId}/{workflowId}/{executionId}", "user name")]
    public void Problems_WrongTemplate_NamesTheSettingAndTheWayOut(string template, string words)
    {
        var problem = Assert.Single(ParagonOptionsRules.Problems(new ParagonOptions { ExecutionLinkTemplate = template }));
        Assert.StartsWith("Paragon.ExecutionLinkTemplate", problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_EndlessTemplate_IsNamed() => Assert.Contains("500", Assert.Single(ParagonOptionsRules.Problems(
        new ParagonOptions { ExecutionLinkTemplate = "{dashboard}/{projectId}/{workflowId}/{executionId}" + new string('x', 500) })), StringComparison.Ordinal);
}
