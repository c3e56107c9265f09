using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Redemptions;

namespace PromoOffers.Data.SqlServer;

internal sealed class TakeCode : ITakeCode
{
    public async Task<bool> Take(PromoOffersDb db, long codeId, DateTime usedAt, string? lockKey, bool heedLocks, DateTime now, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE [PromoCodes] SET [RedeemedAt] = {usedAt}, [LockedUntil] = NULL, [LockKey] = NULL
            WHERE [Id] = {codeId} AND [AwardId] IS NOT NULL AND [VoidedAt] IS NULL AND [RedeemedAt] IS NULL
              AND ({heedLocks} = 0 OR [LockedUntil] IS NULL OR [LockedUntil] <= {now} OR [LockKey] = {lockKey ?? ""})
            """, cancel) == 1;
}
