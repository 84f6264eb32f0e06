using SupportSdk.Postgres.Tests.Server;
using static ConsoleApp.Tests.SampleRun;

namespace ConsoleApp.Tests;

public sealed class PostgresSampleTests : IDisposable
{
    private readonly SampleRun _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Run_OutboxInPostgreSql_KeepsTicketsThereByEitherSpelling()
    {
        await using var cluster = await Cluster.StartAsync();
        var connectionString = await cluster.CreateDatabaseAsync();

        var byUri = await _sample.RunAsync("--outbox", $"postgres://support:secret@127.0.0.1:{cluster.Port}/test_1");
        var byKeywords = await _sample.RunAsync("--outbox", connectionString);

        foreach (var (code, output) in new[] { byUri, byKeywords })
        {
            Assert.Equal((0, $"PostgreSQL test_1 on 127.0.0.1:{cluster.Port}"), (code, Shown(output, "Outbox")));
            Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        }

        Assert.Equal(2L, await Cluster.ExecuteAsync(connectionString, "SELECT COUNT(*) FROM support_sdk.deliveries WHERE state = 'delivered'"));
        Assert.False(File.Exists(Path.Combine(_sample.Folder, "support-outbox", "support.db")));
    }

    [Theory]
    [InlineData("postgres://user:secret@host:notaport/db")]
    [InlineData("Host=x;Nonsense=secret")]
    public async Task Run_OutboxThatIsNoDatabase_IsRefusedWithoutItsPassword(string place)
    {
        var (code, output) = await _sample.RunAsync("--outbox", place);

        Assert.Equal(2, code);
        Assert.Contains("postgres://user:password@localhost", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }
}
