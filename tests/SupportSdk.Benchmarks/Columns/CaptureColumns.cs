namespace SupportSdk.Benchmarks.Columns;

/// <summary>The columns by name.</summary>
internal static class CaptureColumns
{
    public const string Bare = "bare";
    public const string Floor = "floor";
    public const string Sdk = "SupportSdk";
    public const string Sentry = "Sentry";
    public const string Microsoft = "Microsoft.Extensions.Http.Diagnostics";
    public const string OpenTelemetry = "OpenTelemetry";

    /// <summary>Those that are handlers, and so see a call over a stub.</summary>
    public static IReadOnlyList<string> Handlers { get; } = [Bare, Floor, Sdk, Sentry, Microsoft];

    /// <summary>Those that see a call over a real socket: OpenTelemetry listens to the runtime's own handler.</summary>
    public static IReadOnlyList<string> Sockets { get; } = [.. Handlers, OpenTelemetry];

    /// <summary>The pair of a comparison that no neighbour offers.</summary>
    public static IReadOnlyList<string> Pair { get; } = [Floor, Sdk];

    /// <summary>Those that keep errors of the log.</summary>
    public static IReadOnlyList<string> Loggers { get; } = [Bare, Floor, Sdk, Sentry];

    public static ICaptureColumn Create(string name) => name switch
    {
        Bare => new BareColumn(),
        Floor => new FloorColumn(),
        Sdk => new SupportSdkColumn(),
        Sentry => new SentryColumn(),
        Microsoft => new MicrosoftColumn(),
        OpenTelemetry => new OpenTelemetryColumn(),
        _ => throw new ArgumentException($"No column is named {name}; there are {string.Join(", ", Sockets)}.", nameof(name)),
    };

    /// <summary>Fails a column that saw nothing of the work: its figure would be that of a bare call.</summary>
    public static void Prove(ICaptureColumn column, Action work)
    {
        var before = column.Captured;
        work();
        column.Flush();
        if (column is not BareColumn && column.Captured <= before)
        {
            throw new InvalidOperationException($"{column.GetType().Name} captured nothing.");
        }
    }
}
