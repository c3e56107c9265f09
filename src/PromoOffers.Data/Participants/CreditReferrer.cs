using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>
/// Notes what a friend did for a participant, inside the operation in which they did it: the same friend once, for ever; and where
/// that is the offer's goal, brings the participant forward and earns what is earned.
/// </summary>
public sealed class CreditReferrer(IChangeParticipant participants, IAppendRow rows, EarnAwards earn)
{
    private static readonly CompiledQuery<long, GoalType, byte[], bool> IsKnown = new((db, referrerId, kind, friendKey) =>
        db.Referrals.Any(r => r.ReferrerId == referrerId && r.Kind == kind && r.FriendKey == friendKey));

    private static readonly CompiledQuery<long, Participant> Referrer = new((db, id) => db.Participants.Single(p => p.Id == id));

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
        if (offer.Approved!.Terms.Referral?.Goal == kind) await BringForward(db, offer, referrerId, now, cancel);
        return true;
    }

    private async Task BringForward(PromoOffersDb db, Offer offer, long referrerId, DateTime now, CancellationToken cancel)
    {
        var counted = await participants.CountProgress(db, referrerId, cancel);
        if (offer.Approved!.Terms.Referral!.AwardsFor(counted.Progress) <= counted.Awards) return;
        var referrer = await Referrer.Run(db, referrerId, cancel);
        // The operation had read it before: read again, now under the row's lock.
        if (referrer.Progress != counted.Progress) await db.Entry(referrer).ReloadAsync(cancel);
        await earn.Run(db, offer, referrer, now, cancel);
    }
}
