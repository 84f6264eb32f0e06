using System.Collections;
using SupportSdk.Capture.Exceptions;
using SupportSdk.Capture.Logs;

namespace SupportSdk.Capture;

/// <summary>Reads an exception with its inner and aggregate ones, whatever their getters do; bounded in depth, number and text.</summary>
/// <param name="now">When the exception is noted.</param>
/// <param name="take">Cleans a text, of a name or of none, and cuts it to a number of characters.</param>
internal sealed class ExceptionWalk(DateTimeOffset now, Func<string?, string, int, string> take)
{
    public const int MaxDepth = 16;

    public const int MaxExceptions = 64;

    public const int MaxMessage = 8 * 1024;

    public const int MaxStackTrace = 16 * 1024;

    public const int MaxText = 128 * 1024;

    public const int MaxData = 32;

    public const int MaxDataName = 128;

    public const int MaxDataText = 1024;

    // A chain longer than this ends in a circle, or is made to stall whoever walks it.
    private const int LongestChain = 100_000;

    private readonly HashSet<Exception> _seen = new(ReferenceEqualityComparer.Instance);
    private int _textLeft = MaxText;

    /// <summary>How many inner exceptions and entries of their data were left out for a bound.</summary>
    public int LeftOut { get; private set; }

    public ExceptionDetails Describe(Exception exception, int depth = 0)
    {
        _seen.Add(exception);
        return new ExceptionDetails
        {
            Type = exception.GetType().ToString(),
            Message = Take(MessageOf(exception), MaxMessage),
            OccurredAt = now,
            Data = DataOf(exception),
            StackTrace = Read(exception, StackText.Of) is { } stack ? Take(stack, MaxStackTrace) : null,
            Inner = InnerOf(exception, depth),
        };
    }

    /// <summary>The message, or words that say that it could not be read.</summary>
    public static string MessageOf(Exception exception) => Read(exception, static e => e.Message) ?? "";

    private List<ExceptionDetails> InnerOf(Exception exception, int depth)
    {
        var described = new List<ExceptionDetails>();
        IEnumerable<Exception?> inner = exception is AggregateException aggregate ? aggregate.InnerExceptions : new[] { exception.InnerException };
        foreach (var next in inner)
        {
            if (next is null || _seen.Contains(next))
            {
                continue;
            }

            if (depth + 1 == MaxDepth || _seen.Count == MaxExceptions)
            {
                LeftOut++;
                continue;
            }

            // Of a chain that is too deep the last exception is the cause, so it takes the last place.
            described.Add(Describe(depth + 2 == MaxDepth ? CauseOf(next) : next, depth + 1));
        }

        return described;
    }

    private Exception CauseOf(Exception exception)
    {
        for (var steps = 0; steps < LongestChain && exception.InnerException is { } inner && exception is not AggregateException && !_seen.Contains(inner); steps++)
        {
            exception = inner;
            LeftOut++;
        }

        return exception;
    }

    private Dictionary<string, string> DataOf(Exception exception)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        _ = Read(exception, e =>
        {
            foreach (DictionaryEntry entry in e.Data)
            {
                if (data.Count == MaxData)
                {
                    LeftOut++;
                    break;
                }

                var name = LogObjects.Text(entry.Key);
                data[Take(name, MaxDataName)] = Take(LogObjects.Text(entry.Value), MaxDataText, name);
            }

            return null;
        });
        return data;
    }

    private string Take(string text, int max, string? name = null)
    {
        var taken = take(name, text, Math.Min(max, _textLeft));
        _textLeft = Math.Max(0, _textLeft - taken.Length);
        return taken;
    }

    private static string? Read(Exception exception, Func<Exception, string?> getter)
    {
        try
        {
            return getter(exception);
        }
        catch (Exception e)
        {
            return $"(unreadable: {e.GetType()})"; // Message, StackTrace and Data are virtual, and an app's own may throw anything; the rest of the chain still counts.
        }
    }
}
