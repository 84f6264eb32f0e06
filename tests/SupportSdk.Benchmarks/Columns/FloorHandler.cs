using System.Diagnostics;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>Allocates nothing where the inner call has ended when it returns, and one state machine where it suspends.</summary>
internal sealed class FloorHandler(FloorColumn owner, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var task = base.SendAsync(request, cancellationToken);
        if (!task.IsCompletedSuccessfully)
        {
            return AwaitAsync(task, request, started);
        }

        Answered(request, task.Result, started);
        return task;
    }

    private async Task<HttpResponseMessage> AwaitAsync(Task<HttpResponseMessage> task, HttpRequestMessage request, long started)
    {
        try
        {
            var response = await task.ConfigureAwait(false);
            Answered(request, response, started);
            return response;
        }
        catch (Exception e)
        {
            owner.Record(new FloorRecord { Started = started, Duration = Stopwatch.GetTimestamp() - started, Subject = request.RequestUri, Detail = e, Kind = 3 });
            throw;
        }
    }

    private void Answered(HttpRequestMessage request, HttpResponseMessage response, long started)
    {
        var item = new FloorRecord
        {
            Started = started,
            Duration = Stopwatch.GetTimestamp() - started,
            Subject = request.RequestUri,
            Status = (short)response.StatusCode,
            Kind = 2,
        };
        if ((int)response.StatusCode >= 400)
        {
            var tee = new FloorContent(response.Content);
            response.Content = tee;
            item.Detail = tee;
        }

        owner.Record(item);
    }
}
