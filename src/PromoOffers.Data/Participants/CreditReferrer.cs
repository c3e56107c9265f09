using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>
/// Notes what a friend did for a participant, inside the operation in which they did it: the same friend once, for ever; and where
/// that is the offer's goal, brings the participant forward and earns what is earned.
/// </summary>
public sealed class CreditReferrer(EarnAwards earn)
{
    /// <param name="offer">With its approved terms, open at <paramref name="now"/>.</param>
    /// <param name="friendKey">Hash of the visitor or of the address.</param>
    /// <param name="friendId">Null where the friend did not sign up.</param>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> Run(
        PromoOffersDb db, Offer offer, long referrerId, GoalType kind, byte[] friendKey, long? friendId, DateTime now, CancellationToken cancel)
    {
        if (await db.Referrals.AnyAsync(r => r.ReferrerId == referrerId && r.Kind == kind && r.FriendKey == friendKey, cancel)) return false;
        db.Referrals.Add(new Referral(offer.Id, referrerId, kind, friendKey, friendId, now));
        await db.SaveChangesAsync(cancel);
        if (kind == GoalType.ReferredSignUps) await db.CountDay(offer.Id, now, d => d.ReferredSignUps, cancel);
        if (offer.Approved!.Terms.Referral?.Goal != kind) return true;

        // Counted in place and read back under the row's lock, so that friends who arrive at once all count.
        await db.Participants.Where(p => p.Id == referrerId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Progress, p => p.Progress + 1), cancel);
        var referrer = await db.Participants.SingleAsync(p => p.Id == referrerId, cancel);
        await db.Entry(referrer).ReloadAsync(cancel);
        await earn.Run(db, offer, referrer, now, cancel);
        return true;
    }
}
