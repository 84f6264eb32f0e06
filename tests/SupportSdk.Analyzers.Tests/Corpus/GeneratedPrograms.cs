using System.Globalization;
using System.Text;

namespace SupportSdk.Analyzers.Tests.Corpus;

/// <summary>Makes methods out of a small grammar of statements, by a seed: every form of the language that the flow engine knows, put into each other. Most do not compile.</summary>
internal sealed class GeneratedPrograms(int seed)
{
    private const int Deepest = 4;

    private static readonly string[] Tickets =
    [
        "new SupportTicket { Summary = \"s\", {P} }", "new() { {P} }", "SupportTicket.FromException({E})", "t with { {P} }", "t", "t!", "(t ?? u)", "{C} ? t : {T}", "Make({T})", "await MakeAsync()", "f()",
        "{C} switch { true => {T}, _ => {T} }", "(SupportTicket)o", "o as SupportTicket", "default", "null", "kept[0]", "new SupportTicket", "((Func<SupportTicket>)(() => {T}))()", "(t = {T})", "(await Task.Run(() => {T}))",
    ];

    private static readonly string[] Properties =
    [
        "OccurredAt = DateTimeOffset.UtcNow", "UserId = s", "Exception = {E}", "ApiErrors = [.. errors]", "ApiErrors = errors", "Executions = []", "Impact = {C} ? TicketImpact.Minor : default", "AffectsEndUser = {C}",
        "ConsoleErrors = new List<ConsoleError> { null! }", "Diagnostics = scope?.Snapshot()", "UserId = {C} ? s : null", "Nothing = 1", "Description = $\"{s} {o}\"", "OccurredAt = DateTime.Now", "Summary = ex.Message",
    ];

    private static readonly string[] Statements =
    [
        "await client.SubmitAsync({T});", "client?.SubmitAsync({T});", "_ = client.PrepareAsync({T}, default);", "t = {T};", "SupportTicket? v{N} = {T};", "if ({C}) {B} else {B}", "while ({C}) {B}", "foreach (var x{N} in errors) {B}",
        "for (var i = 0; i < 3; i++) {B}", "do {B} while ({C});", "try {B} catch (IOException ex) when ({C}) {B} finally {B}", "try {B} catch {B}", "try {B} finally {B}", "using var scope{N} = client.BeginScope();", "using (client.BeginScope(\"x\")) {B}",
        "await client.RunAsync(\"x\", async scope => {B});", "void F{N}() {B} F{N}();", "async Task G{N}(SupportTicket t) {B} await G{N}({T});", "Func<SupportTicket> f{N} = () => {T};", "lock (o) {B}", "switch (o) { case string s: {S} break; case null: {S} goto default; default: {S} break; }",
        "(t, s) = ({T}, \"x\");", "t ??= {T};", "errors.Add(null!);", "if (t is { UserId: null } w{N}) {B}", "return;", "throw new InvalidOperationException({T}.ToString());", "goto end;", "yield return {T};", "break;", "continue;", "Use(ref t, out var z{N});", "{B}",
        "await foreach (var y{N} in Stream()) {B}", "scope?.SetUserId(s);", "if (!string.IsNullOrEmpty(s) && s is not null || {C}) {B}", "client.SubmitAsync(;", "var q = from e in errors where {C} select {T};", "checked { {S} }", "unsafe { {S} }", "fixed (char* p = s) {B}",
    ];

    private readonly Random _random = new(seed);
    private int _names;

    /// <summary>A class of methods.</summary>
    public string Class(int methods)
    {
        var text = new StringBuilder("class C(SupportClient client, object o, List<ApiError> errors, DiagnosticScope? scope)\n{\n");
        for (var i = 0; i < methods; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    async Task M{i}(SupportTicket? t, SupportTicket u, string? s, Exception ex, List<SupportTicket> kept, Func<SupportTicket> f)\n    {{\n{Block(0)}    end: ;\n    }}\n\n");
        }

        return text.Append("    static SupportTicket Make(SupportTicket t) => t with { UserId = \"u\" };\n    async Task<SupportTicket> MakeAsync() { await Task.Yield(); return Make(new() { Summary = \"s\" }); }\n    static void Use(ref SupportTicket? t, out int z) => z = 0;\n    static async IAsyncEnumerable<int> Stream() { await Task.Yield(); yield return 1; }\n}\n").ToString();
    }

    private string Block(int depth) => string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => "        " + Fill(One(Statements), depth + 1) + "\n"));

    private string Fill(string template, int depth)
    {
        var text = new StringBuilder(template);
        text.Replace("{N}", (_names++).ToString(CultureInfo.InvariantCulture));
        for (var hole = Find(text); hole >= 0; hole = Find(text))
        {
            var filled = depth > Deepest ? Leaf(text[hole + 1]) : Part(text[hole + 1], depth);
            text.Remove(hole, 3).Insert(hole, filled);
        }

        return text.ToString();
    }

    private string Part(char hole, int depth) => hole switch
    {
        'T' => Fill(One(Tickets), depth + 1),
        'P' => string.Join(", ", Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Fill(One(Properties), depth + 1))),
        'B' => "{ " + Block(depth).Trim() + " }",
        'S' => Fill(One(Statements), depth + 1),
        _ => Leaf(hole),
    };

    private string Leaf(char hole) => hole switch
    {
        'T' => One(["t!", "u", "new() { Summary = \"s\" }", "null!"]),
        'P' => "UserId = s",
        'B' => "{ }",
        'S' => "await client.SubmitAsync(u);",
        'E' => One(["ex", "new IOException(s)", "null", "ex.InnerException"]),
        _ => One(["s is null", "true", "t is null", "errors.Count > 0", "o is string", "s == \"x\"", "t.UserId is null", "scope != null"]),
    };

    private static int Find(StringBuilder text)
    {
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '{' && text[i + 2] == '}' && "TPBSEC".Contains(text[i + 1], StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private string One(string[] all) => all[_random.Next(all.Length)];
}
