using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.Offers;

/// <summary>Deletes an offer that nobody has taken part in. What was given out is kept: such an offer is archived instead.</summary>
public sealed class DeleteOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { } offer) return new OfferOutcome.NotFound();
            if (await Refusal(db, offer, stop) is { } refusal) return refusal;
            db.Tell("offer.deleted", actor, time.GetUtcNow().UtcDateTime, offer);
            await db.CodeFiles.Where(f => f.OfferId == offer.Id).ExecuteDeleteAsync(stop);
            await db.Drawings.Where(d => d.OfferId == offer.Id).ExecuteDeleteAsync(stop);
            await db.Offers.Where(o => o.Id == offer.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.ApprovedId, (int?)null), stop);
            await db.OfferVersions.Where(v => v.OfferId == offer.Id).ExecuteDeleteAsync(stop);
            await db.Offers.Where(o => o.Id == offer.Id).ExecuteDeleteAsync(stop);
            return new OfferOutcome.Done(offerId);
        }, cancel);

    private static async Task<OfferOutcome?> Refusal(PromoOffersDb db, Offer offer, CancellationToken cancel)
    {
        var counts = await db.OfferCounts.AsNoTracking().SingleAsync(c => c.OfferId == offer.Id, cancel);
        if (counts.CodeSent > 0) return new OfferOutcome.CodesWereSent(counts.CodeSent);
        if (await db.Participants.CountAsync(p => p.OfferId == offer.Id, cancel) is > 0 and var people) return new OfferOutcome.HasParticipants(people);
        var codes = await db.CodeFiles
            .Where(f => f.OfferId == offer.Id && f.State != CodeFileState.Removed && f.State != CodeFileState.Discarded && f.State != CodeFileState.Rejected)
            .SumAsync(f => f.Codes > f.Staged ? f.Codes : f.Staged, cancel);
        if (codes > 0 || await db.PromoCodes.AnyAsync(c => c.OfferId == offer.Id, cancel)) return new OfferOutcome.HasCodes(codes);
        return null;
    }
}
