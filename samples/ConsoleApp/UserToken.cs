using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ConsoleApp;

/// <summary>A Paragon User Token made on the spot. A real one is signed with the project's key by the app's own server.</summary>
internal static class UserToken
{
    public static string For(string userId) =>
        string.Join('.', Part("""{"alg":"RS256","typ":"JWT"}"""), Part($$"""{"sub":"{{userId}}"}"""), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(256)));

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
