using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>
/// Takes on the messages to one endpoint that are due, oldest first, for one server and a while: no other sends them until the lease
/// has run out. Each lease is one attempt, counted whether or not the server lives to tell how it went.
/// </summary>
public sealed class LeaseWebhooks(IWrites writes)
{
    /// <param name="owner">A name that no other server and no other turn of this one uses.</param>
    public Task<List<WebhookDelivery>> Run(int endpointId, string owner, int most, DateTime now, DateTime until, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var free = Due(db.WebhookDeliveries, now).Where(d => d.EndpointId == endpointId);
            var due = await free.OrderBy(d => d.NextAttemptAt).ThenBy(d => d.Id).Take(most).Select(d => d.Id).ToListAsync(token);
            if (due.Count == 0) return [];
            await Due(db.WebhookDeliveries, now).Where(d => due.Contains(d.Id)).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.LeaseOwner, owner)
                .SetProperty(d => d.LeaseUntil, until)
                .SetProperty(d => d.Attempts, d => d.Attempts + 1), token);
            return await db.WebhookDeliveries.AsNoTracking().Where(d => due.Contains(d.Id) && d.LeaseOwner == owner).OrderBy(d => d.Id).ToListAsync(token);
        }, cancel);

    /// <summary>Those that somebody may take on.</summary>
    public static IQueryable<WebhookDelivery> Due(IQueryable<WebhookDelivery> deliveries, DateTime now) =>
        deliveries.Where(d => d.NextAttemptAt != null && d.NextAttemptAt <= now && (d.LeaseUntil == null || d.LeaseUntil < now));
}
