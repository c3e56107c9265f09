using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;

namespace PromoOffers.Data.Sqlite;

/// <summary>In the lane nobody else writes, so one guarded UPDATE is enough and “none” is certain.</summary>
internal sealed class ClaimCodes : IClaimCodes
{
    private const string Claim = """
        UPDATE "PromoCodes" SET "AwardId" = @p0, "AssignedAt" = @p1
        WHERE "Id" = (SELECT "Id" FROM "PromoCodes" WHERE "Id" BETWEEN @p2 AND @p3 AND "AwardId" IS NULL ORDER BY "Id" LIMIT 1)
          AND "AwardId" IS NULL
        RETURNING "Id"
        """;

    private const string File = """
        SELECT "Id", "FirstCodeId", "LastCodeId" FROM "CodeFiles"
        WHERE "OfferId" = @p0 AND "State" = 'Published' AND "Free" > 0 ORDER BY "PublishedAt", "Id" LIMIT 1
        """;

    private const string Count = """UPDATE "CodeFiles" SET "Free" = "Free" - 1 WHERE "Id" = @p0""";

    Task<long?> IClaimCodes.Claim(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel)
    {
        var lane = db.Lane();
        if (FirstFile(lane, offerId) is not { } file) return Task.FromResult<long?>(null);
        var code = (long?)lane.Prepared(Claim, awardId, now, file.First, file.Last).ExecuteScalar()
            ?? throw new InvalidOperationException($"Code file {file.Id} counts free codes that it has not.");
        lane.Prepared(Count, file.Id).ExecuteNonQuery();
        db.Totals(offerId).CodesFree--;
        return Task.FromResult<long?>(code);
    }

    private static (long Id, long First, long Last)? FirstFile(LaneConnection lane, int offerId)
    {
        using var reader = lane.Prepared(File, offerId).ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)) : null;
    }
}
