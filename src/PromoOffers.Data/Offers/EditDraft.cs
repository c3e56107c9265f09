using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>Makes a draft of what holds, where there is none.</summary>
public sealed class EditDraft(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            if (offer.State == OfferState.Ended) return new OfferOutcome.NotInThisState();
            if (offer.Draft is not null) return new OfferOutcome.Done(offerId);
            var now = time.GetUtcNow().UtcDateTime;
            offer.Edit(actor.Name, now);
            db.Tell("offer.draft-made", actor, now, offer);
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
