using System.Diagnostics;
using Npgsql;

namespace SupportSdk.Postgres.Tests.Server;

/// <summary>Debian's pgbouncer before a cluster, in one of its modes.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    private PgBouncer(string folder, int port, Process process) => (_folder, Port, _process) = (folder, port, process);

    public int Port { get; }

    public static async Task<PgBouncer> StartAsync(Cluster cluster, string mode)
    {
        Unprivileged.NeedPgBouncer();
        var (folder, port) = (Unprivileged.CreateFolder(), Server.Cluster.FreePort());
        await File.WriteAllTextAsync($"{folder}/users.txt", "\"support\" \"\"\n");
        await File.WriteAllTextAsync($"{folder}/pgbouncer.ini", $"""
            [databases]
            * = host=127.0.0.1 port={cluster.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder}/users.txt
            pool_mode = {mode}
            ignore_startup_parameters = extra_float_digits
            """);
        var process = Unprivileged.Start("/bin/sh", "-c", $"/usr/sbin/pgbouncer -q {folder}/pgbouncer.ini & cat >/dev/null; kill -9 $!");
        var bouncer = new PgBouncer(folder, port, process);
        await UntilReadyAsync(cluster.ConnectionString("postgres", port));
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // It tells nobody that it is ready: it is when it answers.
    private static async Task UntilReadyAsync(string connectionString)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Server.Cluster.ExecuteAsync(connectionString, "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (attempt < 200)
            {
                await Task.Delay(25);
            }
        }
    }
}
