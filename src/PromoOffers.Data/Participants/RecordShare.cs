using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Participants;

/// <summary>Notes that a participant took their link along: copied, mailed or shared it.</summary>
public sealed class RecordShare(IWrites writes, OfferAtWork offers, TimeProvider time)
{
    /// <returns>False: nobody has this private link, or the offer is not open.</returns>
    public Task<bool> Run(int offerId, string privateToken, CancellationToken cancel = default) =>
        Twice.AtMost(() => writes.Run(async (db, stop) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var participant = await db.Participants.SingleOrDefaultAsync(p => p.OfferId == offerId && p.PrivateToken == privateToken, stop);
            if (participant is null || (await offers.Find(db, offerId, stop)).OpennessAt(now) != Openness.Open) return false;
            participant.SharedAt ??= now;
            db.Day(offerId, now).Shares++;
            return true;
        }, cancel));
}
