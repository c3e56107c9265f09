using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Makes the awards that a participant's progress has earned, each once, inside the operation that brought the progress, and is saved with it.</summary>
public sealed class EarnAwards(FulfillAward fulfill, IAppendRow rows)
{
    /// <param name="offer">With its approved terms; open, or nothing is earned.</param>
    public async Task Run(PromoOffersDb db, Offer offer, Participant participant, DateTime now, CancellationToken cancel)
    {
        var terms = (offer.Approved ?? throw new RuleBroken("Nothing is earned before the first approval.")).Terms;
        var earned = terms.Referral?.AwardsFor(participant.Progress) ?? 0;
        if (earned <= participant.Awards || participant.ErasedAt is not null || offer.OpennessAt(now) != Openness.Open) return;

        if (participant.GoalMetAt is null)
        {
            participant.GoalMetAt = now;
            db.Totals(offer.Id).GoalMet++;
        }
        while (participant.Awards < earned)
        {
            var award = new Award(offer.Id, participant.Id, ++participant.Awards, now);
            // What is usual is written at once; where no code is free it is taken back.
            if (terms.Delivery == FulfillmentDelivery.Automatic) award.State = AwardState.Fulfilled;
            await rows.AppendWithKey(db, award, cancel);
            db.Day(offer.Id, now).Awards++;
            if (terms.Delivery == FulfillmentDelivery.Automatic) await fulfill.Run(db, offer, participant, award, now, cancel);
            else db.ShowPrize(participant, PrizeState.AwaitingDelivery);
        }
    }
}
