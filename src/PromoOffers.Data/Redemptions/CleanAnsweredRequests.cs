using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>Forgets answers that nobody can ask for again, some at a time, so that nobody waits for it.</summary>
public sealed class CleanAnsweredRequests(IWrites writes, TimeProvider time)
{
    public const int AtOnce = 500;

    /// <returns>How many were forgotten; as long as it is <see cref="AtOnce"/>, there may be more.</returns>
    public Task<int> Run(CancellationToken cancel = default) => writes.Run(async (db, stop) =>
    {
        var before = time.GetUtcNow().UtcDateTime - AnsweredRequest.KeptFor;
        var old = await db.AnsweredRequests.Where(a => a.At < before).OrderBy(a => a.At).Select(a => a.Id).Take(AtOnce).ToListAsync(stop);
        return old.Count == 0 ? 0 : await db.AnsweredRequests.Where(a => old.Contains(a.Id)).ExecuteDeleteAsync(stop);
    }, cancel);
}
