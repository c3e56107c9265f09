using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;

namespace PromoOffers.Data.SqlServer;

/// <summary>
/// Servers claim beside each other: a row another transaction holds is skipped. Where that leaves none, a second read that skips
/// nothing, and so waits for the others, says whether none is free.
/// </summary>
internal sealed class ClaimCodes : IClaimCodes
{
    public async Task<long?> Claim(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel)
    {
        while (true)
        {
            var files = await db.Database.SqlQuery<CodeRange>(
                $"SELECT [Id], [FirstCodeId] AS [First], [LastCodeId] AS [Last] FROM [CodeFiles] WHERE [OfferId] = {offerId} AND [State] = N'Published' AND [Free] > 0 ORDER BY [PublishedAt], [Id]")
                .ToListAsync(cancel);
            foreach (var file in files)
            {
                // Counted first: the file's row is held from here on, so nobody closes it between this and the code.
                if (await Count(db, file.Id, -1, cancel) == 0) continue;
                var claimed = await db.Database.SqlQuery<long>(
                    $"""
                    UPDATE [PromoCodes] SET [AwardId] = {awardId}, [AssignedAt] = {now}
                    OUTPUT inserted.[Id] AS [Value]
                    WHERE [Id] = (SELECT TOP (1) [Id] FROM [PromoCodes] WITH (UPDLOCK, READPAST)
                                  WHERE [Id] BETWEEN {file.First} AND {file.Last} AND [AwardId] IS NULL ORDER BY [Id])
                      AND [AwardId] IS NULL
                    """).ToListAsync(cancel);
                if (claimed.Count == 0)
                {
                    await Count(db, file.Id, +1, cancel);
                    continue;
                }
                db.Totals(offerId).CodesFree--;
                return claimed[0];
            }
            if (!await AnyFree(db, offerId, cancel)) return null;
        }
    }

    private static Task<int> Count(PromoOffersDb db, int file, int change, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"UPDATE [CodeFiles] SET [Free] = [Free] + {change} WHERE [Id] = {file} AND [State] = N'Published' AND [Free] + {change} >= 0", cancel);

    private static async Task<bool> AnyFree(PromoOffersDb db, int offerId, CancellationToken cancel)
    {
        var free = await db.Database.SqlQuery<long>(
            $"""
            SELECT TOP (1) c.[Id] AS [Value] FROM [CodeFiles] f
            JOIN [PromoCodes] c WITH (UPDLOCK) ON c.[Id] BETWEEN f.[FirstCodeId] AND f.[LastCodeId]
            WHERE f.[OfferId] = {offerId} AND f.[State] = N'Published' AND c.[AwardId] IS NULL ORDER BY c.[Id]
            """).ToListAsync(cancel);
        return free.Count > 0;
    }

    private sealed record CodeRange(int Id, long First, long Last);
}
