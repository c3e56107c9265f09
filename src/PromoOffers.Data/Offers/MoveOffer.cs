using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Offers;

/// <summary>Puts the offer into another program.</summary>
public sealed class MoveOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, string programId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer || await db.FindProgram(programId, stop) is not { } program)
                return new OfferOutcome.NotFound();
            offer.Move(program.Id);
            db.Tell("offer.moved", actor, time.GetUtcNow().UtcDateTime, offer, ("program", program.Name));
            return new OfferOutcome.Done(offerId);
        }, cancel);
}
