using System.Globalization;
using BenchmarkDotNet.Running;
using SupportSdk.Benchmarks;
using SupportSdk.Benchmarks.Load;

// load [ROUNDS] [SECONDS] [FILE]: paired rounds over loopback. startup PROGRAM [ROUNDS] [FILE]: cold starts. Anything else is for BenchmarkDotNet (--filter, --list, --help).
switch (args)
{
    case ["load", .. var rest]:
        return await LoadRounds.RunAsync(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 8,
            TimeSpan.FromSeconds(rest.Length > 1 ? double.Parse(rest[1], CultureInfo.InvariantCulture) : 1),
            rest.Length > 2 ? rest[2] : "load.json");
    case ["startup", var program, .. var rest]:
        return await StartupRounds.RunAsync(program, rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 10, rest.Length > 1 ? rest[1] : "startup.json");
    case ["load-server"]:
        return await LoadServer.RunAsync();
    case ["load-client", var column, var address, var seconds]:
        return await LoadClient.RunAsync(column, new Uri(address), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
    default:
        BenchmarkSwitcher.FromAssembly(typeof(PolicyBenchmarks).Assembly).Run(args);
        return 0;
}
