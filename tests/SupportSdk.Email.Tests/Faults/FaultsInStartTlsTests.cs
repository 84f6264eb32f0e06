namespace SupportSdk.Email.Tests.Faults;

public sealed class FaultsInStartTlsTests() : FaultMatrixTests(EmailSecurity.StartTls)
{
    public static IEnumerable<ITheoryDataRow> Rows => RowsOf(EmailSecurity.StartTls);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task SubmitAsync_FaultInStartTls_ComesToWhatTheTableSays(SmtpStep step, SmtpFault fault, string outcome) => RunAsync(step, fault, outcome);
}
