using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Participants;

/// <summary>Reads the offer with the terms that hold, for an operation of its participants, which changes neither.</summary>
public sealed class OfferAtWork(ApprovedVersions versions)
{
    private static readonly CompiledQuery<int, Bare> OfKey = new((db, offerId) =>
        db.Offers.AsNoTracking().Where(o => o.Id == offerId).Select(o => new Bare(o, o.Approved!.ApprovedAt)).Single());

    internal async Task<Offer> Find(PromoOffersDb db, int offerId, CancellationToken cancel)
    {
        var (offer, approvedAt) = await OfKey.Run(db, offerId, cancel);
        return await WithTerms(db, offer, approvedAt, cancel);
    }

    /// <param name="offer">Read without its terms.</param>
    /// <param name="approvedAt">Null before the first approval.</param>
    internal async ValueTask<Offer> WithTerms(PromoOffersDb db, Offer offer, DateTime? approvedAt, CancellationToken cancel) =>
        offer.ApprovedId is { } version && approvedAt is { } at ? offer.WithTerms(await versions.Of(db, version, at, cancel)) : offer;

    private sealed record Bare(Offer Offer, DateTime? ApprovedAt);
}
