using System.Reflection;
using SupportSdk.Policy;
using SupportSdk.Status;
using SupportSdk.Tests.Doubles;

namespace SupportSdk.Tests.Tickets;

/// <summary>A value that lands in a log by accident tells its kind, ids and counts; never a text, a user, an address or a secret.</summary>
public sealed class ToStringTests
{
    private const string Mark = "zq7mark";
    private const string Address = "place.example"; // the host of every address that the filler makes

    private static readonly Type[] Values =
    [
        .. typeof(SupportTicket).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false, IsEnum: false, IsGenericTypeDefinition: false } && !typeof(Exception).IsAssignableFrom(type) && !typeof(Attribute).IsAssignableFrom(type))
            .Where(type => IsRecord(type) || type.GetConstructor(Type.EmptyTypes) is not null),
    ];

    public static TheoryData<Type> Types => [.. Values];

    [Theory]
    [MemberData(nameof(Types))]
    public void ToString_EveryTextMarked_ShowsNone(Type type) => AssertSilent(Filled(type));

    [Fact]
    public void Types_AreTheVocabulary()
    {
        Type[] some = [typeof(SupportTicket), typeof(TicketReceipt), typeof(ChannelDelivery), typeof(ApiError), typeof(TicketDiagnostics), typeof(StatusIncident), typeof(StatusSnapshot), typeof(SupportPolicy), typeof(ResponseEstimate), typeof(TicketId), typeof(SupportOptions)];

        Assert.Empty(some.Except(Values));
        Assert.True(Values.Length >= 25, $"only {Values.Length} types");
    }

    [Fact]
    public void Fill_SetsEveryText() => Assert.All(
        Values.Where(type => type != typeof(TicketId) && type != typeof(WorkflowExecutionLink)).SelectMany(type => type.GetProperties().Where(p => p.PropertyType == typeof(string) && p.SetMethod is not null).Select(p => (type, p))),
        text => Assert.Contains(Mark, (string?)text.p.GetValue(Filled(text.type)), StringComparison.Ordinal));

    [Theory]
    [InlineData(typeof(LeakyText))]
    [InlineData(typeof(LeakyAddress))]
    [InlineData(typeof(LeakyList))]
    public void ToString_PlantedBreach_IsFound(Type type) => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertSilent(Filled(type)));

    [Fact]
    public async Task ToString_OfAScope_ShowsCountsOnly()
    {
        await using var client = TestClient.Create(new RecordingChannel());
        using var scope = client.BeginScope(Mark);
        var filler = new Filler(_ => Mark);
        scope.SetUserId(Mark);
        scope.AddApiError(filler.Make<ApiError>());
        scope.AddConsoleError(filler.Make<ConsoleError>());
        scope.AddException(new InvalidOperationException(Mark));
        scope.AddExecution(filler.Make<WorkflowExecutionLink>());

        AssertSilent(scope);
        AssertSilent(scope.Snapshot());
        Assert.Contains("users: 1", scope.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToString_OfWhatASubmissionGives_ShowsNoText()
    {
        await using var client = TestClient.Create(new RecordingChannel(Channels.ChannelResult.NeedsAttention(Mark)));
        var ticket = TestClient.Ticket with { Summary = Mark, UserId = Mark, Contact = new TicketContact(Mark, "zq7mark@customer.example") };

        var prepared = await client.PrepareAsync(ticket, TestContext.Current.CancellationToken);
        var receipt = await client.SubmitPreparedAsync(prepared, TestContext.Current.CancellationToken);

        Assert.All<object>([ticket, prepared, receipt, .. receipt.Deliveries], AssertSilent);
        Assert.Contains(receipt.Id.ToString(), receipt.ToString(), StringComparison.Ordinal);
        Assert.Contains(Mark, receipt.Deliveries[0].LastError, StringComparison.Ordinal);
    }

    private static object Filled(Type type) => new Filler(place => $"{Mark} {place} eyJhbGciOiJIUzI1NiJ9.e30.x").Make(type)!;

    private static void AssertSilent(object value)
    {
        var text = value.ToString()!;
        Assert.DoesNotContain(Mark, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Address, text, StringComparison.Ordinal);
        Assert.NotEqual("", text);
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null);

    private sealed record LeakyText(string Text);

    private sealed record LeakyAddress(Uri Url);

    private sealed record LeakyList(IReadOnlyList<string> Texts)
    {
        public override string ToString() => string.Join(", ", Texts);
    }
}
