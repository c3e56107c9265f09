using PromoOffers.Data.Offers;
using PromoOffers.Domain;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Makes the awards that a participant's progress has earned, each once, inside the operation that brought the progress, and is saved with it.</summary>
public sealed class EarnAwards(FulfillAward fulfill)
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
            var award = db.Awards.Add(new Award(offer.Id, participant.Id, ++participant.Awards, now)).Entity;
            db.Day(offer.Id, now).Awards++;
            if (terms.Delivery == FulfillmentDelivery.Automatic) await fulfill.Run(db, offer, participant, award, now, cancel);
            else db.ShowPrize(participant, PrizeState.AwaitingDelivery);
        }
    }
}
