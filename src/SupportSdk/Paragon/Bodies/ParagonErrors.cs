using System.Text.Json;

namespace SupportSdk.Paragon.Bodies;

/// <summary>Reads <c>errors[]</c>: ActionKit's <c>{integration, type, message}</c>, and plain texts.</summary>
internal static class ParagonErrors
{
    /// <summary>How many entries are kept.</summary>
    public const int Most = 20;

    private const int MostTries = 4;

    /// <summary>
    /// The errors of which a body's end tells. ActionKit writes its list of tools first, so that <c>errors</c> may lie far beyond what is kept of a body's beginning.
    /// Only an array that is the whole body's last property counts, since its name may stand anywhere deeper inside.
    /// </summary>
    /// <param name="tail">The body's last bytes, cut off anywhere in front.</param>
    public static IReadOnlyList<ParagonError> InTail(ReadOnlySpan<byte> tail)
    {
        var before = tail;
        for (var tries = 0; tries < MostTries && before.LastIndexOf("\"errors\""u8) is >= 0 and var at; tries++)
        {
            before = before[..at];
            if (TryReadLast(tail[(at + "\"errors\""u8.Length)..]) is { Count: > 0 } errors)
            {
                return errors;
            }
        }

        return [];
    }

    /// <summary>Reads the value after the property's name into the list, and stops at its end, or where the data ends.</summary>
    public static void Read(ref Utf8JsonReader json, List<ParagonError> errors)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            return;
        }

        var array = json.CurrentDepth;
        while (json.Read() && json.CurrentDepth > array)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                Add(errors, ReadOne(ref json));
            }
            else if (json.TokenType == JsonTokenType.String)
            {
                Add(errors, new ParagonError(null, null, MessageText.Unwrap(JsonText.Of(ref json))));
            }

            if (!json.TrySkip())
            {
                return;
            }
        }
    }

    private static ParagonError ReadOne(ref Utf8JsonReader json)
    {
        string? integration = null, type = null, message = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isIntegration, isType, isMessage) = (JsonText.Is(ref json, "integration"u8), JsonText.Is(ref json, "type"u8), JsonText.Is(ref json, "message"u8));
            if (!json.Read())
            {
                break;
            }

            var text = (isIntegration || isType || isMessage) && json.TokenType == JsonTokenType.String ? JsonText.Of(ref json) : null;
            integration = isIntegration ? text : integration;
            type = isType ? text : type;
            message = isMessage && text is not null ? MessageText.Unwrap(text) : message;
            if (!json.TrySkip())
            {
                break;
            }
        }

        return new ParagonError(integration, type, message);
    }

    private static void Add(List<ParagonError> errors, ParagonError error)
    {
        if (errors.Count < Most && (error.Type ?? error.Message) is not null)
        {
            errors.Add(error);
        }
    }

    private static List<ParagonError>? TryReadLast(ReadOnlySpan<byte> afterName)
    {
        var value = afterName.TrimStart(" \t\r\n"u8);
        if (value.IsEmpty || value[0] != ':')
        {
            return null;
        }

        var errors = new List<ParagonError>();
        var json = new Utf8JsonReader(value[1..], isFinalBlock: false, default);
        try
        {
            Read(ref json, errors);
        }
        catch (JsonException)
        {
            return null; // The name stood inside a text or the like.
        }

        return value[(1 + (int)json.BytesConsumed)..].Trim(" \t\r\n"u8).SequenceEqual("}"u8) ? errors : null;
    }
}
