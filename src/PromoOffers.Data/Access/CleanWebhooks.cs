using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Access;

/// <summary>Takes away the messages that are older than anybody looks back.</summary>
public sealed class CleanWebhooks(IWrites writes)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const int Chunk = 1000;

    /// <returns>How many were taken away; there may be more.</returns>
    public Task<int> Run(DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var before = now - KeptFor;
            // Ids grow with time, so the oldest stand first, and the table is not searched for what is not there.
            var oldest = await db.WebhookDeliveries.OrderBy(d => d.Id).Take(Chunk).Select(d => new { d.Id, d.QueuedAt }).ToListAsync(token);
            var old = oldest.FindAll(d => d.QueuedAt < before);
            if (old.Count == 0) return 0;
            var last = old[^1].Id;
            return await db.WebhookDeliveries.Where(d => d.Id <= last && d.QueuedAt < before).ExecuteDeleteAsync(token);
        }, cancel);
}
