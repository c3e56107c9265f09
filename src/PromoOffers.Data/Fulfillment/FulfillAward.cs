using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>
/// Gives an award its code and writes its mail to the outbox, in the transaction it is called in. Where no code is free, or others
/// wait for one already, the award waits behind them.
/// </summary>
public sealed class FulfillAward(IClaimCodes claims)
{
    private static readonly CompiledQuery<int, long, bool> OthersWait = new((db, offerId, awardId) =>
        db.Awards.Any(a => a.OfferId == offerId && a.State == AwardState.Waiting && a.Id != awardId));

    /// <param name="award">New, or known already.</param>
    /// <param name="first">It is the oldest that waits: nobody stands before it.</param>
    /// <returns>False: it waits.</returns>
    public async Task<bool> Run(
        PromoOffersDb db, Offer offer, Participant participant, Award award, DateTime now, CancellationToken cancel, bool first = false)
    {
        var version = offer.Approved ?? throw new RuleBroken("Nothing is sent before the first approval.");
        // What is usual is written at once, with the award's key; where no code is free it is taken back.
        award.State = AwardState.Fulfilled;
        db.ShowPrize(participant, PrizeState.Queued);
        await db.SaveChangesAsync(cancel);
        long? code = null;
        if (version.Terms.UsePromoCodes)
        {
            code = first || !await OthersWait.Run(db, offer.Id, award.Id, cancel)
                ? await claims.Claim(db, offer.Id, award.Id, now, cancel)
                : null;
            if (code is null)
            {
                award.State = AwardState.Waiting;
                db.ShowPrize(participant, PrizeState.AwaitingCode);
                return false;
            }
        }
        db.Deliveries.Add(new Delivery(DeliveryKind.Fulfillment, offer.Id, version.Id, participant.Id, now) { AwardId = award.Id, CodeId = code });
        return true;
    }
}
