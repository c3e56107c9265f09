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

    /// <summary>The first free code, and its file; none where another award waits.</summary>
    private const string Next = """
        SELECT f."Id", (SELECT c."Id" FROM "PromoCodes" c WHERE c."Id" BETWEEN f."FirstCodeId" AND f."LastCodeId" AND c."AwardId" IS NULL ORDER BY c."Id" LIMIT 1)
        FROM (SELECT "Id", "FirstCodeId", "LastCodeId" FROM "CodeFiles"
              WHERE "OfferId" = @p0 AND "State" = 'Published' AND "Free" > 0 ORDER BY "PublishedAt", "Id" LIMIT 1) f
        WHERE NOT EXISTS (SELECT 1 FROM "Awards" WHERE "OfferId" = @p0 AND "State" = 'Waiting' AND "Id" <> @p1)
        """;

    Task<long?> IClaimCodes.Claim(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel) =>
        Task.FromResult(Give(db, offerId, [awardId], now) is [var code] ? (long?)code : null);

    Task<long?> IClaimCodes.ClaimInTurn(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel)
    {
        if (FirstInTurn(db.Lane(), offerId, awardId) is not { } first) return Task.FromResult<long?>(null);
        Give(db.Lane(), first.Code, awardId, now);
        db.Lane().Execute(Count, first.File, 1);
        db.Totals(offerId).CodesFree--;
        return Task.FromResult<long?>(first.Code);
    }

    Task<IReadOnlyList<long>> IClaimCodes.ClaimMany(PromoOffersDb db, int offerId, IReadOnlyList<long> awards, DateTime now, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<long>>(Give(db, offerId, awards, now));

    private static List<long> Give(PromoOffersDb db, int offerId, IReadOnlyList<long> awards, DateTime now)
    {
        var (lane, given) = (db.Lane(), new List<long>(awards.Count));
        while (given.Count < awards.Count && FirstFile(lane, offerId) is { } file)
        {
            var free = FreeOf(lane, file, awards.Count - given.Count);
            if (free.Count == 0) throw Miscounted(file.Id);
            foreach (var code in free)
            {
                Give(lane, code, awards[given.Count], now);
                given.Add(code);
            }
            lane.Execute(Count, file.Id, free.Count);
        }
        db.Totals(offerId).CodesFree -= given.Count;
        return given;
    }

    private static void Give(LaneConnection lane, long code, long award, DateTime now)
    {
        if (lane.Execute(Given, award, now, code) != 1) throw new InvalidOperationException("A code that was free is not.");
    }

    private static (long File, long Code)? FirstInTurn(LaneConnection lane, int offerId, long awardId)
    {
        using var rows = lane.Query(Next, offerId, awardId);
        if (!rows.Read()) return null;
        var file = rows.Long(0);
        return rows.IsNull(1) ? throw Miscounted(file) : (file, rows.Long(1));
    }

    private static InvalidOperationException Miscounted(long file) => new($"Code file {file} counts free codes that it has not.");

    private static List<long> FreeOf(LaneConnection lane, (long Id, long First, long Last) file, int most)
    {
        var free = new List<long>();
        using var rows = lane.Query(Free, file.First, file.Last, most);
        while (rows.Read()) free.Add(rows.Long(0));
        return free;
    }

    private static (long Id, long First, long Last)? FirstFile(LaneConnection lane, int offerId)
    {
        using var rows = lane.Query(File, offerId);
        return rows.Read() ? (rows.Long(0), rows.Long(1), rows.Long(2)) : null;
    }
}
