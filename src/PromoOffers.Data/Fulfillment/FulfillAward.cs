using Microsoft.EntityFrameworkCore;
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
    /// <param name="first">It is the oldest that waits: nobody stands before it.</param>
    /// <returns>False: it waits.</returns>
    public async Task<bool> Run(
        PromoOffersDb db, Offer offer, Participant participant, Award award, DateTime now, CancellationToken cancel, bool first = false)
    {
        var version = offer.Approved ?? throw new RuleBroken("Nothing is sent before the first approval.");
        long? code = null;
        if (version.Terms.UsePromoCodes)
        {
            code = first || !await OthersWait(db, offer.Id, award.Id, cancel)
                ? await claims.Claim(db, offer.Id, award.Id, now, cancel)
                : null;
            if (code is null)
            {
                award.State = AwardState.Waiting;
                await db.ShowPrize(participant, PrizeState.AwaitingCode, cancel);
                return false;
            }
        }
        award.State = AwardState.Fulfilled;
        db.Deliveries.Add(new Delivery(DeliveryKind.Fulfillment, offer.Id, version.Id, participant.Id, now) { AwardId = award.Id, CodeId = code });
        await db.ShowPrize(participant, PrizeState.Queued, cancel);
        return true;
    }

    private static Task<bool> OthersWait(PromoOffersDb db, int offerId, long awardId, CancellationToken cancel) =>
        db.Awards.AnyAsync(a => a.OfferId == offerId && a.State == AwardState.Waiting && a.Id != awardId, cancel);
}
