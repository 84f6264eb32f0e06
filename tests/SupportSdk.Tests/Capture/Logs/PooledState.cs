using System.Collections;
using Microsoft.Extensions.Logging;

namespace SupportSdk.Tests.Capture.Logs;

/// <summary>A state that the app takes from a pool and fills again for its next message.</summary>
internal sealed class PooledState : IReadOnlyList<KeyValuePair<string, object?>>
{
    public string Text { get; set; } = "";

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => new("Text", Text);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => Text;
}

/// <summary>An object that does as it is told when it is asked for its text.</summary>
internal sealed class ToldObject(Func<string> text)
{
    public override string ToString() => text();
}

/// <summary>Values that never end, or fail on the way.</summary>
internal sealed class BadValues(bool endless) : IEnumerable<KeyValuePair<string, object?>>
{
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return new("First", 1);
        for (var i = 0; endless; i++)
        {
            yield return new($"Next{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}", i);
        }

        throw new InvalidOperationException("The values fail.");
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal static partial class Messages
{
    [LoggerMessage(42, LogLevel.Warning, "Order {OrderId} of {Customer} waits")]
    public static partial void OrderWaits(ILogger logger, int orderId, string customer);
}
