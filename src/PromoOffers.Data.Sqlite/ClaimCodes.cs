using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.PromoCodes;

namespace PromoOffers.Data.Sqlite;

/// <summary>In the lane nobody else writes, so one guarded UPDATE is enough and “none” is certain.</summary>
internal sealed class ClaimCodes : IClaimCodes
{
    private const string Claim = """
        UPDATE "PromoCodes" SET "AwardId" = $award, "AssignedAt" = $now
        WHERE "Id" = (SELECT "Id" FROM "PromoCodes" WHERE "Id" BETWEEN $first AND $last AND "AwardId" IS NULL ORDER BY "Id" LIMIT 1)
          AND "AwardId" IS NULL
        RETURNING "Id"
        """;

    private const string Files = """
        SELECT "Id", "FirstCodeId", "LastCodeId" FROM "CodeFiles"
        WHERE "OfferId" = $offer AND "State" = 'Published' AND "Free" > 0 ORDER BY "PublishedAt", "Id" LIMIT 1
        """;

    private const string Count = """
        UPDATE "CodeFiles" SET "Free" = "Free" - 1 WHERE "Id" = $file;
        UPDATE "OfferCounts" SET "CodesFree" = "CodesFree" - 1 WHERE "OfferId" = $offer
        """;

    async Task<long?> IClaimCodes.Claim(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        (long Id, long First, long Last) file;
        await using (var files = Command(connection, Files, ("$offer", offerId)))
        await using (var reader = await files.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel)) return null;
            file = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        }
        await using var claim = Command(connection, Claim, ("$award", awardId), ("$now", now), ("$first", file.First), ("$last", file.Last));
        var code = (long?)await claim.ExecuteScalarAsync(cancel)
            ?? throw new InvalidOperationException($"Code file {file.Id} counts free codes that it has not.");
        await using var count = Command(connection, Count, ("$file", file.Id), ("$offer", offerId));
        await count.ExecuteNonQueryAsync(cancel);
        return code;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
