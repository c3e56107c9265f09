using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Offers;

/// <summary>Lists an archived offer again, in the state it had.</summary>
public sealed class RestoreOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            offer.Restore();
            db.Tell("offer.restored", actor, time.GetUtcNow().UtcDateTime, offer);
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
