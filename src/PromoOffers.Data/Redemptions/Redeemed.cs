using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>What follows from a redemption beside its own row.</summary>
internal static class Redeemed
{
    private static readonly CompiledQuery<long, Participant> Holder = new((db, id) => db.Participants.Single(p => p.Id == id));

    /// <summary>Counts a redemption, or takes it out of the counts again, on the day of its use; and shows it with the participant.</summary>
    /// <param name="by">1 or −1.</param>
    public static async Task CountRedeemed(this PromoOffersDb db, Redemption redemption, int by, CancellationToken cancel)
    {
        db.Totals(redemption.OfferId).Redeemed += by;
        db.Day(redemption.OfferId, redemption.RedeemedAt).Redeemed += by;
        var holder = await Holder.Run(db, redemption.ParticipantId, cancel);
        // Of somebody with one award it is known without a look.
        if (by > 0 && holder.Awards == 1) db.ShowPrize(holder, PrizeState.Redeemed);
        else await db.ShowPrize(holder, cancel);
    }
}
