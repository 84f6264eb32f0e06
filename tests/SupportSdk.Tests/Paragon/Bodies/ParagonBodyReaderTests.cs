using System.Text;
using SupportSdk.Paragon;
using SupportSdk.Paragon.Bodies;

namespace SupportSdk.Tests.Paragon.Bodies;

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
        Assert.Equal("1", Read("""{"messa\ud800":"x","executionId":"\ud800","meta":{"req\ud800":1},"errors":[{"typ\ud800":"x"}],"code":"1"}""").Code);
    }

    [Fact]
    public void Read_TenThousandLevels_KeepsWhatCameBefore() =>
        Assert.Equal("first", Read($$"""{"message":"first","deep":{{new string('[', 10_000)}}""").Message);

    [Fact]
    public void Read_TenThousandLevels_KeepsWhatComesAfter() =>
        Assert.Equal("last", Read($$"""{"deep":{{new string('[', 10_000)}}{{new string(']', 10_000)}},"message":"last"}""").Message);

    [Fact]
    public void Read_TenThousandOutputsInsideEachOther_EndsAndReadsTheFirst() =>
        Assert.False(Read(string.Concat(Enumerable.Repeat("""{"output":""", 10_000)) + """{"meta":{"isIntegrationError":true}}""" + new string('}', 10_000)).IsIntegrationError);

    [Fact]
    public void Read_ErrorsOfActionKitInsideSuccess_AreListed()
    {
        var body = Read("""{"tools":{"slack":[{"errors":["not this"]}]},"errors":[{"integration":"salesforce","type":"CREDENTIAL","message":"{\"message\":\"expired\"}","more":{"message":"nor this"}},{"type":"X"},"plain",7,{"integration":"none"}]}""");
        Assert.Equal(
            [new ParagonError("salesforce", "CREDENTIAL", "expired"), new ParagonError(null, "X", null), new ParagonError(null, null, "plain")],
            body.Errors);
        Assert.True(body.FailsInsideSuccess);
    }

    [Theory]
    [InlineData("""{"tools":{"slack":[]},"errors":[]}""")]
    [InlineData("""{"tools":{"errors":[{"type":"X"}]}}""")]
    [InlineData("""{"errors":{"type":"X"}}""")]
    [InlineData("""{"output":{"errors":[{"type":"X"}],"meta":{"isIntegrationError":false},"message":"the app's own"}}""")]
    [InlineData("""{"output":"x","meta":{"isIntegrationError":"true"}}""")]
    public void Read_SuccessWithoutErrors_TellsOfNone(string text)
    {
        var body = Read(text);
        Assert.False(body.FailsInsideSuccess);
        Assert.Null(body.Message);
    }

    [Theory]
    [InlineData("""{"message":"m","code":"1","meta":{"requestId":"r","isIntegrationError":true}}""")]
    [InlineData("""{"output":{"message":"m","code":"1","meta":{"requestId":"r","isIntegrationError":true}}}""")]
    [InlineData("""{"output":{"meta":{"isIntegrationError":true,"requestId":"r"},"rest":[{}],"code":1,"message":"{\"error\":{\"message\":\"m\"}}"},"more":1}""")]
    public void Read_ThirdPartyErrorInsideSuccess_IsToldApart(string text)
    {
        var body = Read(text);
        Assert.Equal((true, true, "m", "1", "r"), (body.FailsInsideSuccess, body.IsIntegrationError, body.Message, body.Code, body.RequestId));
    }

    [Fact]
    public void Read_ManyErrors_KeepsTheFirstTwenty() =>
        Assert.Equal("0", Read($$"""{"errors":[{{string.Join(',', Enumerable.Range(0, 1_000).Select(n => $"\"{n}\""))}}]}""") is { Errors.Count: 20 } body ? body.Errors[0].Message : null);

    [Fact]
    public void Execution_Documented542_IsALinkOnTheConfiguredDashboard()
    {
        var body = Read("""{"message":"Workflow has been enqueued but has not completed.","dateSubmitted":"2026-01-01T00:00:00Z","projectId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","workflowId":"13ab4dd5-2b3f-4d8c-9b6c-000000000001","executionId":"7d1f8e9a-0000-4000-8000-000000000002"}""");
        Assert.Equal(
            "https://dashboard.acme.example/connect/projects/38b1f170-0c43-4eae-9a04-ab85325d99f7/history/workflows/13ab4dd5-2b3f-4d8c-9b6c-000000000001/executions/7d1f8e9a-0000-4000-8000-000000000002",
            body.Execution(new ExecutionLinkTemplate(new ParagonOptions { Dashboard = new Uri("https://dashboard.acme.example") }))!.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"projectId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","workflowId":"13ab4dd5-2b3f-4d8c-9b6c-000000000001"}""")]
    [InlineData("""{"projectId":"38b1f170-0c43-4eae-9a04-ab85325d99f7","workflowId":"13ab4dd5-2b3f-4d8c-9b6c-000000000001","executionId":"00000000-0000-0000-0000-000000000000"}""")]
    [InlineData("""{"projectId":1,"workflowId":"no","executionId":null}""")]
    public void Execution_WithoutThreeIds_IsNull(string text) => Assert.Null(Read(text).Execution(new ExecutionLinkTemplate(new ParagonOptions())));

    [Fact]
    public void InTail_CutInFront_FindsTheErrorsAtTheEnd()
    {
        var body = Encoding.UTF8.GetBytes("""{"tools":{"slack":[{"properties":{"errors":["x"]}}]},"errors" : [{"integration":"slack","type":"T","message":"say \"errors\""}] } """);
        var end = Encoding.UTF8.GetString(body).IndexOf("\"errors\" :", StringComparison.Ordinal);
        for (var start = 0; start <= end; start++)
        {
            Assert.Equal(new ParagonError("slack", "T", "say \"errors\""), Assert.Single(ParagonErrors.InTail(body.AsSpan(start))));
        }

        Assert.Empty(ParagonErrors.InTail(body.AsSpan(end + 1)));
        Assert.Empty(ParagonErrors.InTail(body.AsSpan(0, body.Length - 2)));
    }

    [Theory]
    [InlineData("""],"properties":{"errors":["x"]}}}""")]
    [InlineData("""..."errors":[{"type":"T"}],"more":1}""")]
    [InlineData("""..."errors":[]}""")]
    [InlineData("""..."errors"}""")]
    [InlineData("""..."errors":"x"}""")]
    [InlineData("""..."errors":[oops]}""")]
    public void InTail_NotTheLastProperty_FindsNothing(string tail) => Assert.Empty(ParagonErrors.InTail(Encoding.UTF8.GetBytes(tail)));

    private static ParagonBody Read(string text) => ParagonBodyReader.Read(Encoding.UTF8.GetBytes(text));
}
