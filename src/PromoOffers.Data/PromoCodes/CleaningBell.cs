using System.Threading.Channels;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Tells whoever runs <see cref="CleanCodeFiles"/> on this server that there is something to do. Not rung, it is done all the same, later.</summary>
public sealed class CleaningBell
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    /// <summary>Waits until it is rung, but not longer than <paramref name="atMost"/>.</summary>
    public async Task Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        using var enough = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancel);
        try
        {
            await rung.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // It is time anyway.
        }
    }
}
