using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>
/// Says that somebody works on a file, for as long as they do: renewed in the background, and gone soon after the server is. Who
/// has lost it, because it could not be renewed in time, finds out with the next step and stops.
/// </summary>
internal sealed class CodeFileLease : IAsyncDisposable
{
    /// <summary>How long a server may be silent.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    /// <summary>Often enough for the progress shown, too.</summary>
    private static readonly TimeSpan RenewedEvery = TimeSpan.FromSeconds(1);

    private readonly IWrites writes;
    private readonly TimeProvider time;
    private readonly int fileId;
    private readonly string owner;
    private readonly CancellationTokenSource stop = new();
    private readonly Task renewing;

    /// <param name="writes">The way to write.</param>
    /// <param name="time">Of the lease.</param>
    /// <param name="fileId">A file whose lease <paramref name="owner"/> has.</param>
    /// <param name="owner">Unlike that of any other work.</param>
    /// <param name="progress">Bytes and codes read so far; null: nothing is read.</param>
    public CodeFileLease(IWrites writes, TimeProvider time, int fileId, string owner, Func<(long Bytes, long Codes)>? progress = null)
    {
        (this.writes, this.time, this.fileId, this.owner) = (writes, time, fileId, owner);
        renewing = Renew(progress);
    }

    /// <summary>The first statement of every step: nobody else can take the file before the step has ended.</summary>
    /// <exception cref="LeaseLost">Somebody else has taken it already.</exception>
    public async Task Guard(PromoOffersDb db, CodeFileState state, CancellationToken cancel, int staged = 0)
    {
        var until = time.GetUtcNow().UtcDateTime + Length;
        var held = await db.CodeFiles.Where(f => f.Id == fileId && f.LeaseOwner == owner && f.State == state).ExecuteUpdateAsync(
            file => file.SetProperty(f => f.LeaseUntil, until).SetProperty(f => f.Staged, f => f.Staged + staged), cancel);
        if (held == 0) throw new LeaseLost(fileId);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await renewing;
        stop.Dispose();
    }

    private async Task Renew(Func<(long Bytes, long Codes)>? progress)
    {
        using var timer = new PeriodicTimer(RenewedEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                try
                {
                    var now = progress?.Invoke();
                    await writes.Run((db, cancel) => Extend(db, now, cancel), stop.Token);
                }
                catch (DbException)
                {
                    // The next tick tries again; the lease outlasts many.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private Task<int> Extend(PromoOffersDb db, (long Bytes, long Codes)? progress, CancellationToken cancel)
    {
        var until = time.GetUtcNow().UtcDateTime + Length;
        var held = db.CodeFiles.Where(f => f.Id == fileId && f.LeaseOwner == owner);
        return progress is var (bytes, codes)
            ? held.ExecuteUpdateAsync(file => file.SetProperty(f => f.LeaseUntil, until).SetProperty(f => f.Bytes, bytes).SetProperty(f => f.Codes, codes), cancel)
            : held.ExecuteUpdateAsync(file => file.SetProperty(f => f.LeaseUntil, until), cancel);
    }
}

/// <summary>Another server has taken a file over, because this one was silent for too long.</summary>
public sealed class LeaseLost(int fileId) : Exception($"The lease of code file {fileId} has been lost.");
