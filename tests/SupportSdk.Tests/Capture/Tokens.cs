using System.Text;

namespace SupportSdk.Tests.Capture;

/// <summary>Makes user tokens; nothing is signed, since nothing is verified.</summary>
internal static class Tokens
{
    public static string For(string user, string signature = "c2lnbmF0dXJlLXRoYXQtaXMtbm9uZQ") => Of($$"""{"sub":"{{user}}","iat":1767000000,"aud":"useparagon.com/38b1f170"}""", signature);

    public static string Of(string payload, string signature = "c2lnbmF0dXJlLXRoYXQtaXMtbm9uZQ") => Of(Encoding.UTF8.GetBytes(payload), signature);

    public static string Of(byte[] payload, string signature = "c2lnbmF0dXJlLXRoYXQtaXMtbm9uZQ") =>
        $"{Encoded("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Encoded(payload)}.{signature}";

    private static string Encoded(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
