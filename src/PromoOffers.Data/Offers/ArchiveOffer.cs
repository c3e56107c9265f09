using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>Takes an offer off the list, with all that it gave out; one that is open ends first.</summary>
public sealed class ArchiveOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            var now = time.GetUtcNow().UtcDateTime;
            if (offer.OpennessAt(now) is Openness.Open or Openness.NotYetStarted or Openness.Paused) return new OfferOutcome.NotInThisState();
            offer.Archive(now);
            db.Tell("offer.archived", actor, now, offer);
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
