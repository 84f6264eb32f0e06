using System.Text;
using SupportSdk.Paragon;

namespace SupportSdk.Tests.Paragon;

public sealed class ParagonBodyReaderTests
{
    private const string Validation = """
        {"statusCode":400,"message":[
          {"target":{"password":"never-this"},"value":"nor-this","property":"name","children":[],"constraints":{"isString":"name must be a string","min":"name is too short"}},
          {"property":"items","children":[{"property":"0","children":[],"constraints":{"isUuid":"id must be a UUID"}}]},
          "plain text"]}
        """;

    [Fact]
    public void Read_DocumentedActionKitError_GivesAll()
    {
        var body = Read("""{"message":"{\"error\":{\"message\":\"No such channel\"}}","code":"41070","status":500,"meta":{"requestId":"5f5ef1a2-0000-4000-8000-000000000001","isIntegrationError":true}}""");
        Assert.Equal(("41070", "No such channel", "5f5ef1a2-0000-4000-8000-000000000001", true), (body.Code, body.Message, body.RequestId, body.IsIntegrationError));
    }

    [Theory]
    [InlineData("""{"message":"Integration not enabled for user.","code":7003,"meta":{"endUserId":"u"}}""", "7003", "Integration not enabled for user.")]
    [InlineData("""{"message":"{\"message\":\"{\\\"message\\\":\\\"inner\\\"}\"}"}""", null, "inner")]
    [InlineData("""{"message":"{\"other\":1}"}""", null, """{"other":1}""")]
    [InlineData("""{"message":"{broken"}""", null, "{broken")]
    [InlineData("""{"message":"{\"error\":\"text\"}"}""", null, "text")]
    [InlineData("""{"code":"1"}""", "1", null)]
    [InlineData("""{"code":{"a":1},"message":{"a":[1,2]},"meta":"x"}""", null, null)]
    [InlineData("""{"meta":{"message":"not this","code":"nor this"}}""", null, null)]
    [InlineData("\uFEFF{\"message\":\"after a mark\"}", null, "after a mark")]
    [InlineData("\"a JSON string\"", null, "a JSON string")]
    [InlineData("upstream connect error\r\nsecond line", null, "upstream connect error")]
    [InlineData("404 page not found", null, "404 page not found")]
    [InlineData("[ERROR] no route", null, "[ERROR] no route")]
    [InlineData("<html><title>Bad gateway</title>", null, null)]
    [InlineData("[1,2]", null, null)]
    [InlineData("null", null, null)]
    [InlineData("", null, null)]
    [InlineData("   ", null, null)]
    public void Read_Shape_GivesCodeAndMessage(string text, string? code, string? message)
    {
        var body = Read(text);
        Assert.Equal((code, message), (body.Code, body.Message));
    }

    [Fact]
    public void Read_ClassValidatorArray_JoinsConstraintsAndNothingElse() =>
        Assert.Equal("name must be a string; name is too short; id must be a UUID; plain text", Read(Validation).Message);

    [Fact]
    public void Read_CutAnywhere_KeepsWhatWasWhole()
    {
        const string Whole = """{"message":"first","code":"41070","meta":{"requestId":"r-1"},"rest":"........"}""";
        for (var length = 0; length <= Whole.Length; length++)
        {
            var body = Read(Whole[..length]);
            Assert.Equal(length >= EndOf("\"first\"") ? "first" : null, body.Message);
            Assert.Equal(length >= EndOf("\"41070\"") ? "41070" : null, body.Code);
            Assert.Equal(length >= EndOf("\"r-1\"") ? "r-1" : null, body.RequestId);
        }

        Assert.Equal("name must be a string", Read(Validation[..Validation.IndexOf("\"min\"", StringComparison.Ordinal)]).Message);

        static int EndOf(string part) => Whole.IndexOf(part, StringComparison.Ordinal) + part.Length;
    }

    [Fact]
    public void Read_DefectAfterTheMessage_KeepsTheMessage() => Assert.Equal("first", Read("""{"message":"first", oops""").Message);

    [Fact]
    public void Read_MalformedUtf8OrHalfPair_IsReplacedNotThrown()
    {
        Assert.Contains('\uFFFD', ParagonBodyReader.Read([.. "{\"message\":\"a"u8, 0xC3, 0x28, .. "\"}"u8]).Message!);
        Assert.NotNull(Read("""{"message":"half \ud800 pair","code":"1"}""").Message);
    }

    [Fact]
    public void Read_TenThousandLevels_KeepsWhatCameBefore() =>
        Assert.Equal("first", Read($$"""{"message":"first","deep":{{new string('[', 10_000)}}""").Message);

    [Fact]
    public void Execution_Documented542_IsALinkOnTheConfiguredDashboard()
    {
        var body = Read("""{"message":"Workflow has been enqueued but has not completed.","dateSubmitted":"2026-01-01T00:00:00Z","projectId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","workflowId":"13ab4dd5-2b3f-4d8c-9b6c-000000000001","executionId":"7d1f8e9a-0000-4000-8000-000000000002"}""");
        Assert.Equal(
            "https://dashboard.acme.example/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/13ab4dd5-2b3f-4d8c-9b6c-000000000001/executions/7d1f8e9a-0000-4000-8000-000000000002",
            body.Execution(new Uri("https://dashboard.acme.example"))!.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"projectId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","workflowId":"13ab4dd5-2b3f-4d8c-9b6c-000000000001"}""")]
    [InlineData("""{"projectId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","workflowId":"13ab4dd5-2b3f-4d8c-9b6c-000000000001","executionId":"00000000-0000-0000-0000-000000000000"}""")]
    [InlineData("""{"projectId":1,"workflowId":"no","executionId":null}""")]
    public void Execution_WithoutThreeIds_IsNull(string text) => Assert.Null(Read(text).Execution(new Uri("https://dashboard.useparagon.com")));

    private static ParagonBody Read(string text) => ParagonBodyReader.Read(Encoding.UTF8.GetBytes(text));
}
