using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Offers;

/// <summary>Makes a new offer with the terms of another: those of its draft, where it has one. Codes and people stay with the other.</summary>
public sealed class CloneOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string fromId, string programId, string name, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(fromId, stop) is not { } from || await db.FindProgram(programId, stop) is not { } program)
                return new OfferOutcome.NotFound();
            var now = time.GetUtcNow().UtcDateTime;
            var terms = from.Draft?.Terms ?? from.Approved!.Terms;
            var offer = await CreateOffer.Add(db, program.Id, name, from.Kind, terms, actor, now, stop);
            db.Tell("offer.cloned", actor, now, offer, ("from", from.Name));
            return new OfferOutcome.Done(offer.PublicId);
        }, cancel);
}
