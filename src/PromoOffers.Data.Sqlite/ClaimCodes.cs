using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;

namespace PromoOffers.Data.Sqlite;

/// <summary>In the lane nobody else writes, so one guarded UPDATE is enough and “none” is certain.</summary>
internal sealed class ClaimCodes : IClaimCodes
{
    private const string File = """
        SELECT "Id", "FirstCodeId", "LastCodeId" FROM "CodeFiles"
        WHERE "OfferId" = @p0 AND "State" = 'Published' AND "Free" > 0 ORDER BY "PublishedAt", "Id" LIMIT 1
        """;

    private const string Count = """UPDATE "CodeFiles" SET "Free" = "Free" - @p1 WHERE "Id" = @p0""";

    private const string Free = """SELECT "Id" FROM "PromoCodes" WHERE "Id" BETWEEN @p0 AND @p1 AND "AwardId" IS NULL ORDER BY "Id" LIMIT @p2""";

    private const string Given = """UPDATE "PromoCodes" SET "AwardId" = @p0, "AssignedAt" = @p1 WHERE "Id" = @p2 AND "AwardId" IS NULL""";

    private const string Waiting = """SELECT EXISTS (SELECT 1 FROM "Awards" WHERE "OfferId" = @p0 AND "State" = 'Waiting' AND "Id" <> @p1)""";

    Task<bool> IClaimCodes.OthersWait(PromoOffersDb db, int offerId, long awardId, CancellationToken cancel) =>
        Task.FromResult(db.Lane().Prepared(Waiting, offerId, awardId).ExecuteScalar() is 1L);

    Task<long?> IClaimCodes.Claim(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel) =>
        Task.FromResult(Give(db, offerId, [awardId], now) is [var code] ? (long?)code : null);

    Task<IReadOnlyList<long>> IClaimCodes.ClaimMany(PromoOffersDb db, int offerId, IReadOnlyList<long> awards, DateTime now, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<long>>(Give(db, offerId, awards, now));

    private static List<long> Give(PromoOffersDb db, int offerId, IReadOnlyList<long> awards, DateTime now)
    {
        var (lane, given) = (db.Lane(), new List<long>(awards.Count));
        while (given.Count < awards.Count && FirstFile(lane, offerId) is { } file)
        {
            var free = FreeOf(lane, file, awards.Count - given.Count);
            if (free.Count == 0) throw new InvalidOperationException($"Code file {file.Id} counts free codes that it has not.");
            foreach (var code in free)
            {
                if (lane.Prepared(Given, awards[given.Count], now, code).ExecuteNonQuery() != 1) throw new InvalidOperationException("A code that was free is not.");
                given.Add(code);
            }
            lane.Prepared(Count, file.Id, free.Count).ExecuteNonQuery();
        }
        db.Totals(offerId).CodesFree -= given.Count;
        return given;
    }

    private static List<long> FreeOf(LaneConnection lane, (long Id, long First, long Last) file, int most)
    {
        var free = new List<long>();
        using var reader = lane.Prepared(Free, file.First, file.Last, most).ExecuteReader();
        while (reader.Read()) free.Add(reader.GetInt64(0));
        return free;
    }

    private static (long Id, long First, long Last)? FirstFile(LaneConnection lane, int offerId)
    {
        using var reader = lane.Prepared(File, offerId).ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)) : null;
    }
}
