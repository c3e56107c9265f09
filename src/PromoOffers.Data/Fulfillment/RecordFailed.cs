using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>A mail was not accepted: it is tried again later, or has failed for good.</summary>
public sealed class RecordFailed(IWrites writes)
{
    private const int MaxErrorLength = 500;

    /// <param name="attempt">That of the lease: what another server has taken on since is its own.</param>
    /// <param name="error">One of <see cref="MailErrors"/>, or what the mail server answered, without the address.</param>
    /// <param name="forGood">Trying again is of no use.</param>
    public Task<bool> Run(long deliveryId, int attempt, string error, bool forGood, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var delivery = await db.Deliveries.SingleAsync(d => d.Id == deliveryId, token);
            if (delivery.Attempts != attempt || delivery.NextAttemptAt is null) return false;
            delivery.NextAttemptAt = forGood ? null : RetrySchedule.Next(attempt, now);
            delivery.State = delivery.NextAttemptAt is null ? DeliveryState.Failed : DeliveryState.Deferred;
            delivery.LastError = error.Length > MaxErrorLength ? error[..MaxErrorLength] : error;
            (delivery.LeaseOwner, delivery.LeaseUntil) = (null, null);
            if (delivery.AwardId is not null) await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == delivery.ParticipantId, token), token);
            return true;
        }, cancel);
}
