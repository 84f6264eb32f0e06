namespace SupportSdk.Email.Tests.Faults;

public sealed class FaultsInClearTests() : FaultMatrixTests(EmailSecurity.None)
{
    public static IEnumerable<ITheoryDataRow> Rows => RowsOf(EmailSecurity.None);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task SubmitAsync_FaultInClear_ComesToWhatTheTableSays(SmtpStep step, SmtpFault fault, string outcome) => RunAsync(step, fault, outcome);
}
