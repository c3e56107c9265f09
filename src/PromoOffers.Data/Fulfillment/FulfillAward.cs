using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>
/// Gives an award its code and writes its mail to the outbox, in the transaction it is called in. Where no code is free, or others
/// wait for one already, the award waits behind them.
/// </summary>
public sealed class FulfillAward(IClaimCodes claims, IAppendRow rows)
{
    /// <param name="award">Has its key; fulfilled already where it is new.</param>
    /// <param name="first">It is the oldest that waits: nobody stands before it.</param>
    /// <returns>Where the prize stands, which is to be shown: <see cref="PrizeState.Queued"/>, or <see cref="PrizeState.AwaitingCode"/> where it waits.</returns>
    public async Task<PrizeState> Run(PromoOffersDb db, Offer offer, Award award, DateTime now, CancellationToken cancel, bool first = false)
    {
        var version = offer.Approved ?? throw new RuleBroken("Nothing is sent before the first approval.");
        if (award.State != AwardState.Fulfilled)
        {
            award.State = AwardState.Fulfilled;
            await db.SaveChangesAsync(cancel);
        }
        long? code = null;
        if (version.Terms.UsePromoCodes)
        {
            code = first ? await claims.Claim(db, offer.Id, award.Id, now, cancel) : await claims.ClaimInTurn(db, offer.Id, award.Id, now, cancel);
            if (code is null)
            {
                db.Awards.Attach(award).Entity.State = AwardState.Waiting;
                await db.SaveChangesAsync(cancel);
                return PrizeState.AwaitingCode;
            }
        }
        var mail = new Delivery(DeliveryKind.Fulfillment, offer.Id, version.Id, award.ParticipantId, now) { AwardId = award.Id, CodeId = code };
        await rows.Append(db, mail, cancel);
        return PrizeState.Queued;
    }
}
