namespace SupportSdk;

/// <summary>One message of the browser's console.</summary>
public sealed record ConsoleError
{
    /// <summary>The console's level: <c>error</c> or <c>warn</c>.</summary>
    public required string Level { get; init; }

    /// <summary>The message.</summary>
    public required string Message { get; init; }

    /// <summary>When it was written, by the server's clock where one is at hand.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The script's address, without query and fragment.</summary>
    public string? Source { get; init; }

    /// <summary>The line in the script, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The column in the line, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>The stack, one frame a line.</summary>
    public string? Stack { get; init; }

    /// <summary>How often the same message was seen.</summary>
    /// <value>The default is 1.</value>
    public int Count { get; init; } = 1;

    /// <summary>The kind, level and count; never the text.</summary>
    public override string ToString() => $"ConsoleError x{Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
