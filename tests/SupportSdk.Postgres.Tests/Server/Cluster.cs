using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SupportSdk.Postgres.Tests.Server;

/// <summary>A PostgreSQL server of its own, in a folder of its own, on a port that the system chose. It ends with this process, however that ends.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string Login = "support";

    private readonly string _folder;
    private readonly Process _keeper;
    private int _databases;

    private Cluster(string folder, int port, Process keeper) => (_folder, Port, _keeper) = (folder, port, keeper);

    public int Port { get; }

    public static async Task<Cluster> StartAsync(string settings = "")
    {
        Unprivileged.NeedPostgres();
        var (folder, port) = (Unprivileged.CreateFolder(), FreePort());
        await Unprivileged.RunAsync(Bin("initdb"), "-D", $"{folder}/data", "-A", "trust", "-U", Login, "--locale=C", "-E", "UTF8", "--no-sync");

        // The keeper holds our pipe: when it is closed, by us or by our end, the server is stopped.
        var script = $"""{Bin("pg_ctl")} -D {folder}/data -w -s -l {folder}/log -o "-p {port} -k {folder} -c listen_addresses=127.0.0.1 {settings}" start >&2 && echo READY; cat >/dev/null; {Bin("pg_ctl")} -D {folder}/data -s -m immediate stop""";
        var keeper = Unprivileged.Start("/bin/sh", "-c", script);
        if (await keeper.StandardOutput.ReadLineAsync() != "READY")
            throw new InvalidOperationException($"PostgreSQL does not start: {await File.ReadAllTextAsync($"{folder}/log")}");

        return new Cluster(folder, port, keeper);
    }

    /// <summary>A new database; the connection string that opens it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Over the loopback, or by the server's Unix socket.</summary>
    public string ConnectionString(string database, int? port = null, bool socket = false) =>
        $"Host={(socket ? _folder : "127.0.0.1")};Port={port ?? Port};Username={Login};Database={database};Timeout=5;Include Error Detail=false";

    public Task RestartAsync() => Unprivileged.RunAsync(Bin("pg_ctl"), "-D", $"{_folder}/data", "-w", "-s", "-m", "immediate", "restart", "-l", $"{_folder}/log");

    public Task StopAsync() => Unprivileged.RunAsync(Bin("pg_ctl"), "-D", $"{_folder}/data", "-s", "-m", "fast", "stop");

    public static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Bin(string program) => Path.Combine(Unprivileged.PostgresBin!, program);
}
