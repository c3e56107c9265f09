using PromoOffers.Data.Fulfillment;

namespace PromoOffers.Data.Sqlite;

internal sealed class MarkSent : IMarkSent
{
    private const string Guarded = """UPDATE "PromoCodes" SET "SentAt" = @p1 WHERE "Id" = @p0 AND "SentAt" IS NULL""";

    public Task<bool> Mark(PromoOffersDb db, long codeId, DateTime now, CancellationToken cancel) =>
        Task.FromResult(db.Lane().Execute(Guarded, codeId, now) == 1);
}
