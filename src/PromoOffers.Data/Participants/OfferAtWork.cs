using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Participants;

/// <summary>All that can change of an offer for those who take part in it.</summary>
/// <param name="ApprovedId">Null before the first approval, as <paramref name="ApprovedAt"/>; see <see cref="ApprovedVersions"/> for why both.</param>
public sealed record OfferStamp(int OfferId, OfferState State, DateTime? ArchivedAt, int? ApprovedId, DateTime? ApprovedAt);

/// <summary>
/// The offer with the terms that hold, for an operation of its participants, which changes neither. It is read once and serves as long
/// as its stamp is the same: its name, its program and who edits its draft are those of some time ago, and not to be shown.
/// </summary>
public sealed class OfferAtWork(ApprovedVersions versions)
{
    private const int Most = 500;

    private static readonly CompiledQuery<int, OfferStamp> StampOf = new((db, offerId) =>
        db.Offers.Where(o => o.Id == offerId).Select(o => new OfferStamp(o.Id, o.State, o.ArchivedAt, o.ApprovedId, o.Approved!.ApprovedAt)).Single());

    private readonly ConcurrentDictionary<OfferStamp, Offer> known = new();

    internal async Task<Offer> Find(PromoOffersDb db, int offerId, CancellationToken cancel) =>
        await Find(db, await StampOf.Run(db, offerId, cancel), cancel);

    /// <param name="stamp">As the operation has read it.</param>
    internal async ValueTask<Offer> Find(PromoOffersDb db, OfferStamp stamp, CancellationToken cancel)
    {
        if (known.TryGetValue(stamp, out var offer)) return offer;
        offer = await db.Offers.AsNoTracking().SingleAsync(o => o.Id == stamp.OfferId, cancel);
        if (offer.ApprovedId is not null)
        {
            var approvedAt = await db.OfferVersions.Where(v => v.Id == offer.ApprovedId).Select(v => v.ApprovedAt).SingleAsync(cancel);
            offer.WithTerms(await versions.Of(db, offer.ApprovedId.Value, approvedAt, cancel));
        }
        // Where somebody has changed it since the stamp was read, it serves this operation alone.
        if (stamp != new OfferStamp(offer.Id, offer.State, offer.ArchivedAt, offer.ApprovedId, offer.Approved?.ApprovedAt)) return offer;
        if (known.Count >= Most) known.Clear();
        return known[stamp] = offer;
    }
}
