using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SupportSdk;
using SupportSdk.Startup;

// VARIANT ADDRESS STARTED: one request from a cold process. Writes the milliseconds from STARTED, a reading of the machine's monotonic clock before the process was started, to the
// first response, and the resident memory in KiB.
if (args is not [var variant, var address, var started])
{
    Console.Error.WriteLine($"usage: VARIANT ADDRESS STARTED; variants: {string.Join(", ", Variants.Names)}");
    return 2;
}

using var services = Variants.ServicesOf(variant);
await using var support = Variants.ClientOf(variant);
using var http = services?.GetRequiredService<IHttpClientFactory>().CreateClient("c") ?? new HttpClient(support is null ? new SocketsHttpHandler() : new DiagnosticsHandler(support, new SocketsHttpHandler()));
using var response = await http.GetAsync(new Uri(address));
var elapsed = Stopwatch.GetElapsedTime(long.Parse(started, CultureInfo.InvariantCulture));
response.EnsureSuccessStatusCode();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds} {ResidentMemory.KiB()}"));
return 0;
