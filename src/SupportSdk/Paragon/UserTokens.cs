using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SupportSdk.Paragon;

/// <summary>The user ID of a Paragon User Token: its <c>sub</c> claim, else <c>id</c>; and when it ends. Decoded, never verified, and wiped after it was read.</summary>
/// <remarks>Source: Paragon's JavaScript SDK reads <c>jwt.sub || jwt.id</c>. Any JWT is accepted, since Firebase and Auth0 ID tokens may serve as user tokens.</remarks>
internal static class UserTokens
{
    public const int MaxTokenLength = 64 * 1024;

    public const int MaxUserIdLength = 1_024;

    private const int StackLimit = 2_048;
    private const double MostSeconds = 253_402_300_800; // The year 10000.

    private delegate T? ClaimReader<T>(ReadOnlySpan<byte> payload);

    /// <summary>Reads a token, or the value of an Authorization header with or without <c>Bearer</c>; null where it holds no user ID.</summary>
    public static string? UserIdOf(ReadOnlySpan<char> text) => Read<string>(text, UserIdIn);

    /// <summary>When the token ends by its <c>exp</c> claim; null where it holds none that is an instant.</summary>
    public static DateTimeOffset? ExpiryOf(ReadOnlySpan<char> text) => Read<DateTimeOffset?>(text, ExpiryIn);

    private static T? Read<T>(ReadOnlySpan<char> text, ClaimReader<T> read)
    {
        var token = WithoutScheme(text.Trim());
        var first = token.IndexOf('.');
        if (token.Length > MaxTokenLength || first <= 0 || token.Count('.') != 2)
        {
            return default;
        }

        var rest = token[(first + 1)..];
        return Decoded(rest[..rest.IndexOf('.')].TrimEnd('='), read);
    }

    private static ReadOnlySpan<char> WithoutScheme(ReadOnlySpan<char> text) =>
        text.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) && text.Length > 6 && char.IsWhiteSpace(text[6]) ? text[7..].Trim() : text;

    private static T? Decoded<T>(ReadOnlySpan<char> payload, ClaimReader<T> read)
    {
        if (payload.IsEmpty || payload.Length % 4 == 1)
        {
            return default;
        }

        var length = payload.Length + ((4 - (payload.Length % 4)) % 4);
        var rented = length > StackLimit ? ArrayPool<byte>.Shared.Rent(length) : null;
        var buffer = rented is null ? stackalloc byte[StackLimit] : rented;
        try
        {
            return TryToBase64(payload, buffer[..length]) && Base64.DecodeFromUtf8InPlace(buffer[..length], out var written) == OperationStatus.Done
                ? read(buffer[..written])
                : default;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer[..length]);
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static bool TryToBase64(ReadOnlySpan<char> payload, Span<byte> target)
    {
        for (var i = 0; i < payload.Length; i++)
        {
            var c = payload[i];
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '+' or '/'))
            {
                return false;
            }

            target[i] = (byte)(c switch { '-' => '+', '_' => '/', _ => c });
        }

        target[payload.Length..].Fill((byte)'=');
        return true;
    }

    private static string? UserIdIn(ReadOnlySpan<byte> payload)
    {
        string? subject = null, id = null;
        try
        {
            var reader = new Utf8JsonReader(payload);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isSubject = reader.ValueTextEquals("sub"u8);
                var isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                subject = isSubject ? Claim(ref reader) : subject;
                id = isId ? Claim(ref reader) : id;
                reader.Skip();
            }

            _ = reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Broken JSON, or a claim that is not UTF-8.
        }

        return subject ?? id;
    }

    private static DateTimeOffset? ExpiryIn(ReadOnlySpan<byte> payload)
    {
        DateTimeOffset? expiry = null;
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("exp"u8) && reader.Read())
                {
                    expiry = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && seconds is >= 0 and < MostSeconds
                        ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                        : null;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // Not JSON, or a name that is no text: no token of Paragon's.
        }

        return expiry;
    }

    // A claim that is itself a token is no user ID, and must not be kept as one.
    private static string? Claim(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) || text.Length > MaxUserIdLength || (text.StartsWith("eyJ", StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal))
            ? null
            : text;
    }
}
