using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>An endpoint has taken a message, whoever holds its lease by now.</summary>
public sealed class RecordWebhookSent(IWrites writes)
{
    /// <param name="status">HTTP status of the answer, a 2xx.</param>
    /// <returns>False: it was taken away meanwhile.</returns>
    public Task<bool> Run(long deliveryId, int status, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            if (await db.WebhookDeliveries.SingleOrDefaultAsync(d => d.Id == deliveryId, token) is not { } delivery) return false;
            delivery.Accept(status, now);
            return true;
        }, cancel);
}

/// <summary>How an endpoint did not take a message.</summary>
/// <param name="Status">HTTP status of the answer; null: there was none.</param>
/// <param name="Error">What was wrong, with a short excerpt of the answer at most.</param>
/// <param name="NotBefore">When it wants to be asked again; null: it did not say.</param>
/// <param name="ForGood">Trying again is of no use.</param>
public sealed record WebhookRefusal(int? Status, string Error, DateTime? NotBefore = null, bool ForGood = false)
{
    /// <summary>410: the other side wants to hear nothing more, of this or of anything else (Standard Webhooks, "Webhook deactivation").</summary>
    public bool Gone => Status == 410;
}

/// <summary>An endpoint has not taken a message: it is tried again later, or has failed for good.</summary>
public sealed class RecordWebhookFailed(IWrites writes)
{
    /// <param name="owner">Of the lease: what another server has taken on since is its own.</param>
    /// <returns>False: it is no longer this server's.</returns>
    public Task<bool> Run(long deliveryId, string owner, WebhookRefusal refusal, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var delivery = await db.WebhookDeliveries.SingleOrDefaultAsync(d => d.Id == deliveryId && d.LeaseOwner == owner && d.NextAttemptAt != null, token);
            if (delivery is null) return false;
            delivery.Refuse(refusal.Status, refusal.Error, refusal.NotBefore, refusal.ForGood || refusal.Gone, now);
            if (!refusal.Gone) return true;
            await db.SaveChangesAsync(token);
            var endpoint = await db.WebhookEndpoints.SingleAsync(e => e.Id == delivery.EndpointId, token);
            await db.Disable(endpoint, Actor.System, now, token);
            return true;
        }, cancel);
}
