using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SupportSdk.Benchmarks.Stubs;

namespace SupportSdk.Benchmarks.Load;

/// <summary>The smallest Kestrel, in a process of its own: /ok answers 200, everything else 500 with 2 KiB of JSON. Ends when its input ends.</summary>
internal static class LoadServer
{
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        await using var app = builder.Build();
        app.Run(static context =>
        {
            var fine = context.Request.Path.StartsWithSegments("/ok");
            var body = fine ? StubBodies.Ok : StubBodies.Failed;
            context.Response.StatusCode = fine ? 200 : 500;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.Single()).Port);
        await Console.In.ReadLineAsync();
        await app.StopAsync();
        return 0;
    }
}
