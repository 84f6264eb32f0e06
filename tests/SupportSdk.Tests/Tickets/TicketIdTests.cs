using System.Text.Json;
using System.Text.RegularExpressions;

namespace SupportSdk.Tests.Tickets;

public sealed partial class TicketIdTests
{
    [Fact]
    public void Create_HundredThousand_AreDistinctSpeakableAndNoIssueKeys()
    {
        var ids = Enumerable.Range(0, 100_000).Select(_ => TicketId.Create().ToString()).ToArray();

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz](-[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]){2}$", id));
        Assert.All(ids, id => Assert.DoesNotMatch(IssueKey(), id));
    }

    [Fact]
    public void Parse_OwnTextInAnyCase_IsTheSameId()
    {
        var id = TicketId.Create();

        Assert.Equal(id, TicketId.Parse($"  {id.ToString().ToUpperInvariant()} "));
        Assert.Equal(id, JsonSerializer.Deserialize<TicketId>(JsonSerializer.Serialize(id)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABC-123")]
    [InlineData("lusab-babad-gutie")]
    [InlineData("lusab babad gutih")]
    [InlineData("lusab-babad-gutih-x")]
    public void TryParse_OtherText_IsRefused(string? text)
    {
        Assert.False(TicketId.TryParse(text, out var id));
        Assert.Equal("", id.ToString());
        Assert.Throws<FormatException>(() => TicketId.Parse(text!));
    }

    [GeneratedRegex("[A-Za-z][A-Za-z0-9_]+-[0-9]+")]
    private static partial Regex IssueKey();
}
