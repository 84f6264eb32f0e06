using System.Globalization;
using SupportSdk.Redaction;

namespace SupportSdk.Tests.Redaction.Published;

/// <summary>What support needs and a careless rule would take: ids, hashes, traces, times. A hundred and more of them stay as they are.</summary>
public sealed class LookAlikeTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Fact]
    public void Text_LookAlikes_AllSurvive()
    {
        string[] texts = All(new Random(5)).ToArray();
        Assert.True(texts.Length >= 100);
        Assert.All(texts, text => Assert.Same(text, Redactor.Text(text)));
    }

    private static IEnumerable<string> All(Random random)
    {
        for (int i = 0; i < 8; i++)
        {
            var bytes = new byte[64];
            random.NextBytes(bytes);
            string guid = new Guid(bytes.AsSpan(0, 16)).ToString();
            string hex = Convert.ToHexString(bytes).ToLowerInvariant();
            yield return guid;
            yield return $"requestId={guid}";
            yield return $"{{\"meta\":{{\"requestId\":\"{guid}\"}},\"executionId\":\"{Guid.NewGuid()}\"}}";
            yield return $"trace {hex[..32]} span {hex[..16]}";
            yield return $"traceparent: 00-{hex[..32]}-{hex[32..48]}-01";
            yield return $"commit {hex[..40]}";
            yield return $"sha256:{hex[..64]}";
            yield return $"image@sha256:{hex[64..]}";
            yield return $"ETag: W/\"{Convert.ToBase64String(bytes[..32])}\"";
            yield return $"integrity=sha384-{Convert.ToBase64String(bytes[..48])}";
            yield return $"at {DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + i).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)} took 12 ms";
            yield return $"order 2026{i.ToString(CultureInfo.InvariantCulture)}000123456789 shipped";
            yield return $"md5 {hex[..32]} of Orders.Service.ProcessIncomingOrderV2Async";
            yield return $"https://dashboard.useparagon.com/connect/projects/{guid}/workflows/{guid}/executions/{guid}";
            yield return $"x-amz-id-2: {Convert.ToBase64String(bytes[..48])}";
        }
        yield return "ch_3MmlLrLkdIwHu7ix0snN0B15 and pi_3MtwBwLkdIwHu7ix28a3tqPa";
        yield return "at MyCompany.Product.Orders.OrderServiceClientFactoryV2.CreateAsync(CancellationToken cancellationToken)";
        yield return "System.Collections.Generic.Dictionary`2[System.String,System.Object]";
    }
}
