using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>Opens a paused offer again.</summary>
public sealed class ResumeOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            if (offer.State != OfferState.Paused) return new OfferOutcome.NotInThisState();
            offer.Resume();
            db.Tell("offer.resumed", actor, time.GetUtcNow().UtcDateTime, offer);
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
