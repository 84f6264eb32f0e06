using System.Text;

namespace SupportSdk.Benchmarks.Stubs;

/// <summary>The bodies of every comparison, made once.</summary>
internal static class StubBodies
{
    public static byte[] Ok { get; } = """{"id":12345,"status":"shipped","lines":[{"sku":"A-1","qty":2},{"sku":"B-7","qty":1}]}"""u8.ToArray();

    /// <summary>2,048 bytes of JSON.</summary>
    public static byte[] Failed { get; } = Failure(2048);

    private static byte[] Failure(int length)
    {
        var text = new StringBuilder("""{"message":"Internal error","code":"41070","status":500,"meta":{"requestId":"89f5aa32-05d3-4f0a-9e7e-2f4f5c0f6a10"},"detail":" """.TrimEnd());
        while (text.Length < length)
        {
            text.Append("The order service could not reach its database replica; retry later. ");
        }

        text.Length = length - 2;
        return Encoding.UTF8.GetBytes(text.Append("\"}").ToString());
    }
}
