using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>Stops sign-ups and new awards at once; what was earned is still sent.</summary>
public sealed class PauseOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            if (offer.State != OfferState.Approved) return new OfferOutcome.NotInThisState();
            offer.Pause();
            db.Tell("offer.paused", actor, time.GetUtcNow().UtcDateTime, offer);
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
