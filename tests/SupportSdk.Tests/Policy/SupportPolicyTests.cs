using System.Globalization;
using SupportSdk.Policy;

namespace SupportSdk.Tests.Policy;

public sealed class SupportPolicyTests
{
    private static readonly TimeSpan Summer = TimeSpan.FromHours(-7);

    // Submitted on Monday, July 13, 2026, at 9:00 Pacific time.
    [Theory]
    [InlineData(SupportLevel.Startup, TicketPriority.Urgent, 24, "2026-07-15T17:00:00")]
    [InlineData(SupportLevel.Startup, TicketPriority.High, 24, "2026-07-15T17:00:00")]
    [InlineData(SupportLevel.Startup, TicketPriority.Normal, 24, "2026-07-15T17:00:00")]
    [InlineData(SupportLevel.Startup, TicketPriority.Low, 24, "2026-07-15T17:00:00")]
    [InlineData(SupportLevel.Pro, TicketPriority.Urgent, 4, "2026-07-13T13:00:00")]
    [InlineData(SupportLevel.Pro, TicketPriority.High, 4, "2026-07-13T13:00:00")]
    [InlineData(SupportLevel.Pro, TicketPriority.Normal, 12, "2026-07-14T13:00:00")]
    [InlineData(SupportLevel.Pro, TicketPriority.Low, 24, "2026-07-15T17:00:00")]
    [InlineData(SupportLevel.Enterprise, TicketPriority.High, 4, "2026-07-13T13:00:00")]
    [InlineData(SupportLevel.Enterprise, TicketPriority.Normal, 8, "2026-07-13T17:00:00")]
    [InlineData(SupportLevel.Enterprise, TicketPriority.Low, 12, "2026-07-14T13:00:00")]
    public void EstimateResponse_EachCellInBusinessHours_IsThePagesHours(SupportLevel level, TicketPriority priority, int hours, string respondBy)
    {
        var submittedAt = new DateTimeOffset(2026, 7, 13, 18, 0, 0, TimeSpan.FromHours(2));

        var estimate = SupportPolicy.Paragon.EstimateResponse(level, priority, submittedAt);

        var expected = new DateTimeOffset(DateTime.Parse(respondBy, CultureInfo.InvariantCulture), Summer);
        Assert.Equal(new ResponseEstimate(expected, ResponseBasis.BusinessHours, TimeSpan.FromHours(hours), expected), estimate);
        Assert.Equal((Summer, Summer), (estimate.RespondBy.Offset, estimate.BusinessHoursRespondBy.Offset));
    }

    [Theory]
    [InlineData("2026-07-11T23:30:00-07:00", "2026-07-12T01:30:00-07:00", "2026-07-13T11:00:00-07:00")] // Saturday night
    [InlineData("2026-07-10T16:00:00-07:00", "2026-07-10T18:00:00-07:00", "2026-07-13T10:00:00-07:00")] // Friday, an hour before five
    [InlineData("2026-07-13T10:00:00-07:00", "2026-07-13T12:00:00-07:00", "2026-07-13T12:00:00-07:00")]
    [InlineData("2026-03-08T01:30:00-08:00", "2026-03-08T04:30:00-07:00", "2026-03-09T11:00:00-07:00")] // over the change to summer time
    [InlineData("2026-11-01T00:30:00-07:00", "2026-11-01T01:30:00-08:00", "2026-11-02T11:00:00-08:00")] // and back
    [InlineData("2026-12-24T08:00:00+00:00", "2026-12-24T02:00:00-08:00", "2027-01-04T11:00:00-08:00")] // over the year's end
    public void EstimateResponse_EnterpriseUrgent_IsTwoClockHoursWithTheBusinessHoursBeside(string submittedAt, string elapsed, string businessHours)
    {
        var submitted = DateTimeOffset.Parse(submittedAt, CultureInfo.InvariantCulture);
        var inBusinessHours = DateTimeOffset.Parse(businessHours, CultureInfo.InvariantCulture);

        var estimate = SupportPolicy.Paragon.EstimateResponse(SupportLevel.Enterprise, TicketPriority.Urgent, submitted);
        var agreed = SupportPolicy.Paragon.WithEnterpriseUrgentBasis(ResponseBasis.BusinessHours).EstimateResponse(SupportLevel.Enterprise, TicketPriority.Urgent, submitted);

        Assert.Equal((ResponseBasis.ElapsedHours, TimeSpan.FromHours(2)), (estimate.Basis, estimate.Target));
        Assert.Equal(elapsed, estimate.RespondBy.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        Assert.Equal(businessHours, estimate.BusinessHoursRespondBy.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        Assert.Equal(new ResponseEstimate(inBusinessHours, ResponseBasis.BusinessHours, TimeSpan.FromHours(2), inBusinessHours), agreed);
    }

    [Fact]
    public void WithEnterpriseUrgentBasis_ChangesOneCellAndGoesBack()
    {
        var changed = SupportPolicy.Paragon.WithEnterpriseUrgentBasis(ResponseBasis.BusinessHours);

        Assert.Equal(
            Cells(SupportPolicy.Paragon).Select(cell => cell with { Basis = ResponseBasis.BusinessHours }),
            Cells(changed));
        Assert.Equal(Cells(SupportPolicy.Paragon), Cells(changed.WithEnterpriseUrgentBasis(ResponseBasis.ElapsedHours)));
        Assert.Single(Cells(SupportPolicy.Paragon), cell => cell.Basis == ResponseBasis.ElapsedHours);
        Assert.Throws<ArgumentOutOfRangeException>("basis", () => SupportPolicy.Paragon.WithEnterpriseUrgentBasis((ResponseBasis)7));
    }

    [Fact]
    public void WithAdditionalClosedDates_MovesTheResponseAndKeepsTheRest()
    {
        var submittedAt = new DateTimeOffset(2026, 7, 13, 16, 0, 0, Summer);
        var policy = SupportPolicy.Paragon.WithAdditionalClosedDates([new(2026, 7, 14)]).WithAdditionalClosedDates([new(2026, 7, 15)]);

        Assert.Equal(new DateTimeOffset(2026, 7, 16, 12, 0, 0, Summer), policy.EstimateResponse(SupportLevel.Pro, TicketPriority.High, submittedAt).RespondBy);
        Assert.Equal(new DateTimeOffset(2026, 7, 14, 12, 0, 0, Summer), SupportPolicy.Paragon.EstimateResponse(SupportLevel.Pro, TicketPriority.High, submittedAt).RespondBy);
        Assert.Throws<ArgumentNullException>("dates", () => SupportPolicy.Paragon.WithAdditionalClosedDates(null!));
    }

    [Theory]
    [InlineData(SupportLevel.Startup, SupportChannel.Email, true)]
    [InlineData(SupportLevel.Startup, SupportChannel.Slack, false)]
    [InlineData(SupportLevel.Pro, SupportChannel.Email, true)]
    [InlineData(SupportLevel.Pro, SupportChannel.Slack, false)]
    [InlineData(SupportLevel.Enterprise, SupportChannel.Email, true)]
    [InlineData(SupportLevel.Enterprise, SupportChannel.Slack, true)]
    public void Allows_EachLevelAndChannel_IsThePagesTable(SupportLevel level, SupportChannel channel, bool allowed) =>
        Assert.Equal(allowed, SupportPolicy.Paragon.Allows(level, channel));

    [Fact]
    public void EveryQuestion_WithAnUndefinedValue_NamesTheArgument()
    {
        var policy = SupportPolicy.Paragon;
        var now = new DateTimeOffset(2026, 7, 13, 16, 0, 0, Summer);

        Assert.Throws<ArgumentOutOfRangeException>("level", () => policy.EstimateResponse((SupportLevel)3, TicketPriority.Low, now));
        Assert.Throws<ArgumentOutOfRangeException>("priority", () => policy.EstimateResponse(SupportLevel.Pro, (TicketPriority)(-1), now));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => policy.Allows((SupportLevel)(-1), SupportChannel.Email));
        Assert.Throws<ArgumentOutOfRangeException>("channel", () => policy.Allows(SupportLevel.Pro, (SupportChannel)9));
        Assert.Throws<ArgumentOutOfRangeException>("submittedAt", () => policy.EstimateResponse(SupportLevel.Pro, TicketPriority.Low, DateTimeOffset.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>("submittedAt", () => policy.EstimateResponse(SupportLevel.Enterprise, TicketPriority.Urgent, DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Levels_AreDataThatAnotherAgreementCanReplace()
    {
        var agreement = SupportPolicy.Paragon with
        {
            Levels =
            [
                new LevelPolicy
                {
                    Level = SupportLevel.Pro,
                    Channels = [SupportChannel.Email, SupportChannel.Slack],
                    Targets = [new ResponseTarget { Priority = TicketPriority.Low, Within = TimeSpan.FromHours(1) }],
                },
            ],
        };
        var opening = new DateTimeOffset(2026, 7, 13, 9, 0, 0, Summer);

        Assert.True(agreement.Allows(SupportLevel.Pro, SupportChannel.Slack));
        Assert.Equal(opening.AddHours(1), agreement.EstimateResponse(SupportLevel.Pro, TicketPriority.Low, opening).RespondBy);
        Assert.Throws<ArgumentOutOfRangeException>("level", () => agreement.Allows(SupportLevel.Startup, SupportChannel.Email));
        Assert.Throws<ArgumentOutOfRangeException>("priority", () => agreement.EstimateResponse(SupportLevel.Pro, TicketPriority.High, opening));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResponseTarget { Priority = TicketPriority.Low, Within = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentNullException>(() => agreement with { Levels = null! });
        Assert.Throws<ArgumentNullException>(() => agreement with { Calendar = null! });
    }

    private static IEnumerable<(SupportLevel Level, TicketPriority Priority, TimeSpan Within, ResponseBasis Basis)> Cells(SupportPolicy policy) =>
        from level in policy.Levels from target in level.Targets select (level.Level, target.Priority, target.Within, target.Basis);
}
