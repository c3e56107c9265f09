using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>
/// Takes on the mails that are due, oldest first, for one server and a while: no other sends them until the lease has run out.
/// Each lease is one attempt, counted whether or not the server lives to tell how it went.
/// </summary>
public sealed class LeaseDeliveries(IWrites writes)
{
    /// <param name="owner">A name that no other server and no other turn of this one uses.</param>
    public Task<List<Delivery>> Run(string owner, int most, DateTime now, DateTime until, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var due = await Free(db.Deliveries, now).OrderBy(d => d.NextAttemptAt).Take(most).Select(d => d.Id).ToListAsync(token);
            if (due.Count == 0) return [];
            await Free(db.Deliveries, now).Where(d => due.Contains(d.Id)).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.LeaseOwner, owner)
                .SetProperty(d => d.LeaseUntil, until)
                .SetProperty(d => d.Attempts, d => d.Attempts + 1), token);
            return await db.Deliveries.AsNoTracking().Where(d => due.Contains(d.Id) && d.LeaseOwner == owner).OrderBy(d => d.Id).ToListAsync(token);
        }, cancel);

    private static IQueryable<Delivery> Free(IQueryable<Delivery> deliveries, DateTime now) =>
        deliveries.Where(d => d.NextAttemptAt != null && d.NextAttemptAt <= now && (d.LeaseUntil == null || d.LeaseUntil < now));
}
