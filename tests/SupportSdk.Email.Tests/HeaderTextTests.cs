namespace SupportSdk.Email.Tests;

public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("ABC-123 fails", "ABC\u2011123 fails")]
    [InlineData("UTF-8, abc-1 and A_2-3", "UTF\u20118, abc\u20111 and A_2\u20113")]
    [InlineData("[High] Orders (ref lusab-babad-gutih)", "[High] Orders (ref lusab-babad-gutih)")]
    [InlineData("On 2026-11-23 at 14-15", "On 2026-11-23 at 14-15")]
    [InlineData("x -5 and e-mail", "x -5 and e-mail")]
    [InlineData("ABC-DEF-9", "ABC-DEF\u20119")]
    public void Subject_IssueKeyLookAlikes_AreNoKeys(string given, string expected) => Assert.Equal(expected, HeaderText.Subject(given));

    [Fact]
    public void Clean_LongText_IsCutBetweenCharacters()
    {
        Assert.Equal(new string('a', 9), HeaderText.Clean(new string('a', 9) + "😀", 10));
        Assert.Equal(10_000, HeaderText.Clean(new string('a', 20_000), 10_000).Length);
    }

    [Theory]
    [InlineData("app@customer.example", "app@customer.example")]
    [InlineData("app@bücher.example", "app@xn--bcher-kva.example")]
    [InlineData("App <app@customer.example>", null)]
    [InlineData("app@customer.example\r\n", null)]
    [InlineData("app", null)]
    [InlineData("ä@customer.example", null)]
    [InlineData("a@b@c", null)]
    [InlineData(null, null)]
    public void ParseAddress_TakesOnePlainAddressOnly(string? given, string? expected) => Assert.Equal(expected, HeaderText.ParseAddress(given));
}
