using System.Globalization;
using SupportSdk;
using SupportSdk.Status;

namespace ConsoleApp;

/// <summary>Prints. Plain text only, so that a file of it reads like the console.</summary>
internal sealed class Report(TextWriter output)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);
    private readonly Lock _writing = new();
    private bool _midLine; // The SDK's log lines come while the app waits, from other threads.

    public void Section(int number, string title) => output.Write($"\n{number}  {title}\n{new string('-', title.Length + 3)}\n");

    public void Line(string text)
    {
        lock (_writing)
        {
            output.WriteLine(_midLine ? $"\n{text}" : text);
            _midLine = false;
        }
    }

    public void Fact(string name, object? value) => output.WriteLine($"  {name,-17} {value}");

    public void Quote(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            output.WriteLine(line.Length == 0 ? "  |" : $"  | {line}");
        }
    }

    /// <summary>Waits for work and shows that it goes on: a dot for each beat.</summary>
    public async Task<T> WaitAsync<T>(string what, Task<T> work)
    {
        Begin($"  {what} ");
        using var beat = new PeriodicTimer(Beat);
        var tick = beat.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) != work)
        {
            Begin(".");
            tick = beat.WaitForNextTickAsync().AsTask();
        }

        End(work.IsCompletedSuccessfully ? "done." : "ended.");
        return await work;
    }

    public void Status(StatusSnapshot status)
    {
        Fact("Indicator", status.Indicator);
        foreach (var incident in status.Incidents)
        {
            Fact("Open incident", $"{incident.Name} ({incident.Status}, {string.Join(", ", incident.Components)})");
            Fact("", incident.Url);
        }

        if (status.Problem is not null)
        {
            Fact("Problem", status.Problem);
        }

        Fact("Alerts", status.SubscribeUrl is { } page ? $"subscribe at {page}" : "the page could not be read");
    }

    public void Receipt(TicketReceipt receipt)
    {
        Fact("Ticket", receipt.Id);
        Fact("Outcome", receipt.Outcome);
        Fact("Durable", receipt.Durable ? "yes: it lies in the outbox file, and survives a crash" : "no");
        Fact("Priority", $"{receipt.Priority} requested; support assigns the final one");
        Fact("", receipt.PriorityReason);
        Response(receipt.Response);
        Fact("Missing", receipt.Missing.Count == 0 ? "nothing that support asks for" : "");
        foreach (var missing in receipt.Missing)
        {
            Fact("", $"{missing.Diagnostic}: {missing.HowToSupply}");
        }

        foreach (var incident in receipt.RelatedIncidents)
        {
            Fact("Known incident", incident.Name);
        }

        foreach (var delivery in receipt.Deliveries)
        {
            Fact("Delivery", $"{delivery.Channel}: {delivery.State}, attempts: {delivery.Attempts}, id {delivery.RemoteId}");
            if (delivery.LastError is not null)
            {
                Fact("", delivery.LastError);
            }
        }

        if (receipt.Problem is not null)
        {
            Fact("Problem", receipt.Problem);
        }
    }

    private void Response(ResponseEstimate response)
    {
        var hours = response.Basis == ResponseBasis.BusinessHours ? "business hours" : "hours on the clock";
        Fact("Response within", string.Create(CultureInfo.InvariantCulture, $"{response.Target.TotalHours} {hours}"));
        Fact("  in Pacific time", Instant(response.RespondBy));
        Fact("  in your time", $"{Instant(response.RespondBy.ToLocalTime())} ({TimeZoneInfo.Local.Id})");
    }

    private static string Instant(DateTimeOffset at) => at.ToString("dddd yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private void Begin(string text)
    {
        lock (_writing)
        {
            output.Write(text);
            _midLine = true;
        }
    }

    private void End(string text)
    {
        lock (_writing)
        {
            output.WriteLine(_midLine ? text : $"  {text}");
            _midLine = false;
        }
    }
}
