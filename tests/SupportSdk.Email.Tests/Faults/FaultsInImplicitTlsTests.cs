namespace SupportSdk.Email.Tests.Faults;

public sealed class FaultsInImplicitTlsTests() : FaultMatrixTests(EmailSecurity.SslOnConnect)
{
    public static IEnumerable<ITheoryDataRow> Rows => RowsOf(EmailSecurity.SslOnConnect);

    [Theory]
    [MemberData(nameof(Rows))]
    public Task SubmitAsync_FaultInImplicitTls_ComesToWhatTheTableSays(SmtpStep step, SmtpFault fault, string outcome) => RunAsync(step, fault, outcome);
}
