using System.Collections.Concurrent;
using System.Diagnostics;

namespace PromoOffers.Benchmarks;

/// <summary>Many who come at once, each with the next of what is to be done, until all is done.</summary>
internal sealed class Crowd
{
    private readonly double[] waits;

    private Crowd(TimeSpan took, double[] waits) => (Took, this.waits) = (took, waits);

    public TimeSpan Took { get; }

    public int Jobs => waits.Length;

    public double ASecond => waits.Length / Took.TotalSeconds;

    /// <summary>How long the slowest waited but for one in a hundred, in ms.</summary>
    public double P99 => Wait(0.99);

    /// <summary>How long half of them waited at the most, in ms.</summary>
    public double P50 => Wait(0.5);

    private double Wait(double share) => waits[(int)Math.Ceiling(waits.Length * share) - 1];

    /// <param name="atOnce">How many come at once.</param>
    /// <param name="jobs">Those with the numbers 0 to this, less one.</param>
    public static async Task<Crowd> Run(int atOnce, int jobs, Func<int, Task> job)
    {
        var waits = new double[jobs];
        var next = -1;
        var all = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < jobs; number = Interlocked.Increment(ref next))
            {
                var began = Stopwatch.GetTimestamp();
                await job(number);
                waits[number] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        })));
        var took = all.Elapsed;
        Array.Sort(waits);
        return new Crowd(took, waits);
    }

    /// <summary>As long as something else goes on, each with a pause after what it did.</summary>
    /// <param name="other">Began already; its failure is this one's.</param>
    public static async Task<Crowd> Until(Task other, int atOnce, TimeSpan pause, Func<int, Task> job)
    {
        var waits = new ConcurrentBag<double>();
        var next = -1;
        var all = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (!other.IsCompleted)
            {
                var began = Stopwatch.GetTimestamp();
                await job(Interlocked.Increment(ref next));
                waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                await Task.Delay(pause);
            }
        })).Append(other));
        return new Crowd(all.Elapsed, [.. waits.Order()]);
    }
}
