using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>What follows from a redemption beside its own row.</summary>
internal static class Redeemed
{
    /// <summary>Counts a redemption, or takes it out of the counts again, on the day of its use; and shows it with the participant.</summary>
    /// <param name="by">1 or −1.</param>
    public static async Task CountRedeemed(this PromoOffersDb db, Redemption redemption, int by, CancellationToken cancel)
    {
        db.Totals(redemption.OfferId).Redeemed += by;
        db.Day(redemption.OfferId, redemption.RedeemedAt).Redeemed += by;
        await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == redemption.ParticipantId, cancel), cancel);
    }
}
