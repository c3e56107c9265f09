using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Makes the awards that a participant's progress has earned, each once, inside the operation that brought the progress.</summary>
public sealed class EarnAwards(FulfillAward fulfill, IAppendRow rows, IChangeParticipant participants)
{
    /// <param name="offer">With its approved terms; open, or nothing is earned.</param>
    /// <param name="before">The participant's row is written: a tracked one has to be read again afterwards.</param>
    public async Task Run(PromoOffersDb db, Offer offer, Standing before, DateTime now, CancellationToken cancel)
    {
        var terms = (offer.Approved ?? throw new RuleBroken("Nothing is earned before the first approval.")).Terms;
        var earned = terms.Referral?.AwardsFor(before.Progress) ?? 0;
        if (earned <= before.Awards || before.IsErased || offer.OpennessAt(now) != Openness.Open) return;

        var after = before with { GoalMetAt = before.GoalMetAt ?? now, Awards = earned };
        for (var ordinal = before.Awards + 1; ordinal <= earned; ordinal++)
        {
            var prize = await Earn(db, offer, new Award(offer.Id, before.ParticipantId, ordinal, now), now, cancel);
            after = after with { Prize = after.Prize == PrizeState.NotYet ? prize : PrizeShown.LeastAdvanced(after.Prize, prize) };
        }
        await participants.KeepEarned(db, before, after, cancel);
        if (before.GoalMetAt is null) db.Totals(offer.Id).GoalMet++;
        db.Day(offer.Id, now).Awards += earned - before.Awards;
        db.CountPrize(offer.Id, before.Prize, after.Prize);
    }

    /// <returns>Where the prize stands.</returns>
    private async Task<PrizeState> Earn(PromoOffersDb db, Offer offer, Award award, DateTime now, CancellationToken cancel)
    {
        var isAutomatic = offer.Approved!.Terms.Delivery == FulfillmentDelivery.Automatic;
        // What is usual is written at once; where no code is free it is taken back.
        if (isAutomatic) award.State = AwardState.Fulfilled;
        await rows.AppendWithKey(db, award, cancel);
        return isAutomatic ? await fulfill.Run(db, offer, award, now, cancel) : PrizeState.AwaitingDelivery;
    }
}
