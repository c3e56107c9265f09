using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>Opens a paused offer again. What terms approved meanwhile bring is earned now: paused, nothing is.</summary>
public sealed class ResumeOffer(IWrites writes, EarnAwards earn, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            if (offer.State != OfferState.Paused) return new OfferOutcome.NotInThisState();
            offer.Resume();
            var now = time.GetUtcNow().UtcDateTime;
            db.Tell("offer.resumed", actor, now, offer);
            await EarnedAnew.Award(db, earn, offer, now, stop);
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
