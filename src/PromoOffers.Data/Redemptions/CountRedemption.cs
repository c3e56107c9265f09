using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>Counts a redemption, or takes it out of the counts again, on the day of its use; and shows it with the participant.</summary>
public sealed class CountRedemption(IChangeParticipant participants)
{
    /// <param name="holder">As it was found with the code.</param>
    internal async Task Add(PromoOffersDb db, Redemption redemption, HolderOfFound holder, CancellationToken cancel)
    {
        Count(db, redemption, +1);
        if (holder.Awards != 1)
        {
            await ShowAnew(db, redemption, cancel);
            return;
        }
        // Of somebody with one award it is known without a look.
        db.CountPrize(redemption.OfferId, holder.Prize, PrizeState.Redeemed);
        await participants.MovePrize(db, redemption.ParticipantId, holder.Prize, PrizeState.Redeemed, cancel);
    }

    internal static async Task TakeBack(PromoOffersDb db, Redemption redemption, CancellationToken cancel)
    {
        Count(db, redemption, -1);
        await ShowAnew(db, redemption, cancel);
    }

    private static void Count(PromoOffersDb db, Redemption redemption, int by)
    {
        db.Totals(redemption.OfferId).Redeemed += by;
        db.Day(redemption.OfferId, redemption.RedeemedAt).Redeemed += by;
    }

    private static async Task ShowAnew(PromoOffersDb db, Redemption redemption, CancellationToken cancel) =>
        await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == redemption.ParticipantId, cancel), cancel);
}
