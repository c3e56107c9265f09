using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Offers;

/// <summary>Throws the draft of an approved offer away. The codes belong to the offer and stay.</summary>
public sealed class DiscardDraft(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            if (offer.Draft is null || offer.Approved is null) return new OfferOutcome.NotInThisState();
            offer.DiscardDraft();
            db.Tell("offer.draft-discarded", actor, time.GetUtcNow().UtcDateTime, offer);
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
