using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using SupportSdk.Analyzers.Tests.Verify;

namespace SupportSdk.Analyzers.Tests.Rules.Completeness;

public sealed class LostOffsetRuleTests
{
    private const string NoKind = "a DateTime without a kind";
    private const string Read = "text that is read without saying what it is relative to";
    private const string Column = "a database column without an offset";
    private const string Dropped = "DateTimeOffset.DateTime, which drops the offset";
    private const string Clock = "the machine's local clock";

    [Theory]
    [InlineData("{|#0:new DateTime(2026, 11, 24)|}", NoKind)]
    [InlineData("{|#0:new DateTime(2026, 11, 24, 9, 0, 0)|}", NoKind)]
    [InlineData("{|#0:new DateTime(ticks)|}", NoKind)]
    [InlineData("{|#0:DateTime.Parse(text)|}", Read)]
    [InlineData("{|#0:DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture)|}", Read)]
    [InlineData("{|#0:DateTime.ParseExact(text, \"o\", null)|}", Read)]
    [InlineData("{|#0:Convert.ToDateTime(text)|}", Read)]
    [InlineData("{|#0:reader.GetDateTime(0)|}", Column)]
    [InlineData("{|#0:when.DateTime|}", Dropped)]
    [InlineData("{|#0:DateTimeOffset.UtcNow.DateTime|}", Dropped)]
    [InlineData("{|#0:when.DateTime.AddMinutes(-5)|}", Dropped)]
    [InlineData("{|#0:DateTime.Parse(text).Date|}", Read)]
    [InlineData("new DateTimeOffset({|#0:new DateTime(2026, 11, 24)|})", NoKind)]
    [InlineData("{|#0:once|}", Read)]
    public Task OccurredAt_OfATimeWithoutAKind_IsReported(string value, string words) => RuleTest.RunAsync("SUP1003", Program(value), Expected(words, DiagnosticSeverity.Warning));

    [Theory]
    [InlineData("{|#0:DateTime.Now|}")]
    [InlineData("{|#0:DateTime.Today|}")]
    [InlineData("{|#0:DateTime.Now.AddMinutes(-5)|}")]
    [InlineData("new DateTimeOffset({|#0:DateTime.Now|})")]
    public Task OccurredAt_OfTheLocalClock_IsMentioned(string value) => RuleTest.RunAsync("SUP1003", Program(value), Expected(Clock, DiagnosticSeverity.Info));

    [Theory]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("TimeProvider.System.GetUtcNow()")]
    [InlineData("new DateTime(2026, 11, 24, 9, 0, 0, DateTimeKind.Utc)")]
    [InlineData("new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)")]
    [InlineData("new DateTimeOffset(new DateTime(2026, 11, 24), TimeSpan.Zero)")]
    [InlineData("DateTime.SpecifyKind(new DateTime(2026, 11, 24), DateTimeKind.Utc)")]
    [InlineData("DateTime.Parse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal)")]
    [InlineData("DateTimeOffset.Parse(text)")]
    [InlineData("new DateTime(2026, 11, 24).ToUniversalTime()")]
    [InlineData("when.UtcDateTime")]
    [InlineData("given")]
    [InlineData("twice")]
    [InlineData("null")]
    [InlineData("when")]
    public Task OccurredAt_OfAnythingElse_IsNotReported(string value) => RuleTest.RunAsync("SUP1003", Program(value));

    [Fact]
    public Task OccurredAt_OfEvidence_IsReported() => RuleTest.RunAsync(
        "SUP1003",
        "class C { object M() => new ConsoleError { Level = \"error\", Message = \"m\", OccurredAt = {|#0:new DateTime(2026, 11, 24)|} }; }",
        Expected(NoKind, DiagnosticSeverity.Warning));

    [Fact]
    public Task OccurredAt_OfAnotherType_IsNotReported() => RuleTest.RunAsync(
        "SUP1003", "class C { public DateTimeOffset OccurredAt { get; set; } void M() => OccurredAt = new DateTime(2026, 11, 24); }");

    private static DiagnosticResult Expected(string words, DiagnosticSeverity severity) =>
        new DiagnosticResult("SUP1003", severity).WithLocation(0).WithMessage($"OccurredAt is taken from {words}: the offset of the machine that runs this is made up for it");

    private static string Program(string value) =>
        $$"""
        class C
        {
            object M(string text, long ticks, DateTimeOffset when, DateTime given, System.Data.Common.DbDataReader reader)
            {
                var once = DateTime.Parse(text);
                var twice = DateTime.Parse(text);
                twice = DateTime.UtcNow;
                return new SupportTicket { Summary = "s", OccurredAt = {{value}} };
            }
        }
        """;
}
