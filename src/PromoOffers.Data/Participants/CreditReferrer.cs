using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>
/// Notes what a friend did for a participant, inside the operation in which they did it: the same friend once, for ever; and where
/// that is the offer's goal, brings the participant forward and earns what is earned. The row of the participant is written: a
/// tracked one has to be read again afterwards.
/// </summary>
public sealed class CreditReferrer(IChangeParticipant participants, IAppendRow rows, EarnAwards earn)
{
    private static readonly CompiledQuery<long, GoalType, byte[], bool> IsKnown = new((db, referrerId, kind, friendKey) =>
        db.Referrals.Any(r => r.ReferrerId == referrerId && r.Kind == kind && r.FriendKey == friendKey));

    /// <param name="offer">With its approved terms, open at <paramref name="now"/>.</param>
    /// <param name="friendKey">Hash of the visitor or of the address.</param>
    /// <param name="friendId">Null where the friend did not sign up.</param>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> Run(
        PromoOffersDb db, Offer offer, long referrerId, GoalType kind, byte[] friendKey, long? friendId, DateTime now, CancellationToken cancel)
    {
        var referral = new Referral(offer.Id, referrerId, kind, friendKey, friendId, now);
        if (!await rows.AppendNew(db, referral, () => IsKnown.Run(db, referrerId, kind, friendKey, cancel), cancel)) return false;
        if (kind == GoalType.ReferredSignUps) db.Day(offer.Id, now).ReferredSignUps++;
        if (offer.Approved!.Terms.Referral?.Goal == kind) await earn.Run(db, offer, await participants.CountProgress(db, referrerId, cancel), now, cancel);
        return true;
    }
}
