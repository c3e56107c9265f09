using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace PromoOffers.Web.Startup;

/// <summary>Writes log lines to the console, those of a moment at once: no request waits for the console, and none wakes its reader alone.</summary>
internal sealed class ConsoleInBatches(DiscreetFormatter formatter) : IBatchedLogEventSink
{
    /// <summary>
    /// A line stands in the console after this long. The last ones of a process that is killed may be missing; a server that stops
    /// writes them all.
    /// </summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    /// <summary>What is more than this in a moment is left out: the console is too slow for it, and the memory is not to fill up.</summary>
    private const int MostWaiting = 50_000;

    public static BatchingOptions Options => new() { BufferingTimeLimit = Moment, BatchSizeLimit = 5_000, QueueLimit = MostWaiting, EagerlyEmitFirstEvent = true };

    public async Task EmitBatchAsync(IReadOnlyCollection<LogEvent> batch)
    {
        await Console.Out.WriteAsync(formatter.Format(batch));
        await Console.Out.FlushAsync();
    }

    public Task OnEmptyBatchAsync() => Task.CompletedTask;
}
