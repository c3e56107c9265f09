using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Offers;

/// <summary>Changes what staff call the offer; its address stays.</summary>
public sealed class RenameOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, string name, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            var before = offer.Name;
            offer.Rename(name);
            db.Tell("offer.renamed", actor, time.GetUtcNow().UtcDateTime, offer, ("before", before));
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
