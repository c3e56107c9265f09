using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Takes back the award of a winner who is disqualified, inside that operation. A code that was redeemed stays redeemed.</summary>
public static class WithdrawAward
{
    /// <returns>False: the code was redeemed, and the award stands.</returns>
    public static async Task<bool> Withdraw(this PromoOffersDb db, long winnerId, string reason, DateTime now, CancellationToken cancel)
    {
        var award = await db.Awards.SingleOrDefaultAsync(a => a.WinnerId == winnerId && a.State != AwardState.Withdrawn, cancel);
        if (award is null) return true;
        // Guarded, because the shop may redeem it at this moment.
        var voided = await db.PromoCodes
            .Where(c => c.AwardId == award.Id && c.VoidedAt == null && c.RedeemedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.VoidedAt, now).SetProperty(c => c.VoidReason, reason), cancel);
        if (voided == 0 && await db.PromoCodes.AnyAsync(c => c.AwardId == award.Id && c.VoidedAt == null, cancel)) return false;
        award.State = AwardState.Withdrawn;
        await db.Deliveries.Where(d => d.AwardId == award.Id && d.NextAttemptAt != null).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Failed)
            .SetProperty(d => d.NextAttemptAt, (DateTime?)null)
            .SetProperty(d => d.LastError, MailErrors.Withdrawn), cancel);
        await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == award.ParticipantId, cancel), cancel);
        return true;
    }
}
