using PromoOffers.Data.Redemptions;

namespace PromoOffers.Data.Sqlite;

internal sealed class TakeCode : ITakeCode
{
    private const string Guarded = """
        UPDATE "PromoCodes" SET "RedeemedAt" = @p1, "LockedUntil" = NULL, "LockKey" = NULL
        WHERE "Id" = @p0 AND "AwardId" IS NOT NULL AND "VoidedAt" IS NULL AND "RedeemedAt" IS NULL
          AND (NOT @p4 OR "LockedUntil" IS NULL OR "LockedUntil" <= @p3 OR "LockKey" = @p2)
        """;

    public Task<bool> Take(PromoOffersDb db, long codeId, DateTime usedAt, string? lockKey, bool heedLocks, DateTime now, CancellationToken cancel) =>
        Task.FromResult(db.Lane().Execute(Guarded, codeId, usedAt, lockKey, now, heedLocks) == 1);
}
