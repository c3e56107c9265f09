using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>Ends an offer for good; its codes stay redeemable until their own last day.</summary>
public sealed class EndOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            if (offer.State is not (OfferState.Approved or OfferState.Paused)) return new OfferOutcome.NotInThisState();
            var now = time.GetUtcNow().UtcDateTime;
            offer.End(now);
            db.Tell("offer.ended", actor, now, offer);
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
