using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Time.Testing;
using SupportSdk.Analyzers.Tests.Rules.Completeness;
using SupportSdk.Analyzers.Tests.Verify;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Analyzers.Tests.Corpus;

/// <summary>
/// One contract, judged twice: each program is judged by the analyzer, and then run. What the analyzer names, every run misses; and of a program that it knows through and
/// through, both name the same.
/// </summary>
public sealed partial class RunCorpusTests(ITestOutputHelper output)
{
    // These start work that nobody awaits, or hand it to code that never runs it: there is no moment at which the run is over.
    private static readonly string[] NotRun = ["Task.Run(", "Keep(", "Scoped(", "client?."];

    [Fact]
    public async Task Analyzer_OverTheCorpus_NamesWhatTheRunMisses()
    {
        var (programs, known, submissions) = (0, 0, 0);
        foreach (var code in Programs().Where(code => !NotRun.Any(text => Statements(code).Contains(text, StringComparison.Ordinal))))
        {
            var judged = await JudgedProgram.OfAsync(code);
            var missed = await MissedAsync(code);
            programs++;
            known += judged.IsFullyKnown ? 1 : 0;
            submissions += missed.Count;
            foreach (var missing in missed)
            {
                Assert.True(judged.Named.IsSubsetOf(missing), $"The analyzer names {string.Join(", ", judged.Named)}, the run misses {string.Join(", ", missing)}:\n{code}");
                Assert.True(!judged.IsFullyKnown || judged.Named.SetEquals(missing), $"Fully known: the analyzer names {string.Join(", ", judged.Named)}, the run misses {string.Join(", ", missing)}:\n{code}");
            }
        }

        output.WriteLine($"{programs} programs, {submissions} submissions run; {known} programs fully known, {100 - (100 * known / programs)} % not.");
        Assert.True(programs >= 60 && known >= 15 && submissions >= 100, $"{programs} programs, {known} fully known, {submissions} submissions.");
    }

    private static IEnumerable<string> Programs() =>
        Cases(nameof(IncompleteTicketRuleTests.Submission_WithoutWhatEveryPathLacks_IsReported)).Select(IncompleteTicketRuleTests.Reported)
            .Concat(Cases(nameof(IncompleteTicketRuleTests.Submission_ThatIsCompleteOrUnknown_IsNotReported)).Select(IncompleteTicketRuleTests.Silent));

    private static IEnumerable<string> Cases(string method) =>
        typeof(IncompleteTicketRuleTests).GetMethod(method)!.GetCustomAttributes<InlineDataAttribute>().Select(data => Markup().Replace((string)data.Data[0]!, ""));

    private static string Statements(string code) => code[code.IndexOf("Yield", StringComparison.Ordinal)..code.IndexOf("static", StringComparison.Ordinal)];

    /// <summary>What each submission missed: with and without a user, a flag, and a failure of the work.</summary>
    private static async Task<List<HashSet<string>>> MissedAsync(string code)
    {
        await using var real = TestClient.Create(new RecordingChannel(), clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await using var client = new WatchedClient(real);
        foreach (var work in new[] { "{ }", "=> throw new InvalidOperationException(\"it failed\");" })
        {
            var type = Load(code.Replace("static void Work() { }", "static void Work() " + work, StringComparison.Ordinal));
            foreach (var (user, flag) in new[] { ("user-1", true), (null, false), ("a", false) })
            {
                await RunAsync(type, client, user, flag);
            }
        }

        return client.Missed;
    }

    private static async Task RunAsync(Type type, SupportClient client, string? user, bool flag)
    {
        var when = TimeProvider.System.GetUtcNow().AddHours(-1);
        var error = new ApiError { Method = "GET", Url = "https://api.example/x", OccurredAt = when };
        var complete = new SupportTicket { Summary = "s", OccurredAt = when, UserId = "u", ApiErrors = [error], Exception = new IOException() };
        var method = type.GetMethod("M", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!;
        try
        {
            await (Task)method.Invoke(Activator.CreateInstance(type, client), [user, when, flag, new IOException("given"), complete, error])!;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or TicketRejectedException or NullReferenceException)
        {
            // The program's own failure, or a ticket that cannot be sent: what was submitted until then counts.
        }
    }

    private static Type Load(string code)
    {
        using var binary = new MemoryStream();
        var emitted = UserRun.Compile(code).Emit(binary, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)) + code);
        return Assembly.Load(binary.ToArray()).GetType("C")!;
    }

    [GeneratedRegex(@"\{\|[#\w]+:|\|\}")]
    private static partial Regex Markup();
}
