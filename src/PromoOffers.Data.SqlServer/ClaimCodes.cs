using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.SqlServer;

/// <summary>
/// Servers claim beside each other: a row another transaction holds is skipped. Where that leaves none, a second read that skips
/// nothing, and so waits for the others, says whether none is free.
/// </summary>
internal sealed class ClaimCodes : IClaimCodes
{
    /// <summary>Two parameters each, of the 2,100 that a statement may have.</summary>
    private const int CodesTogether = 500;

    /// <summary>More looks than others could spoil; then the books are wrong, and to look on would never end.</summary>
    private const int MostLooks = 1_000;

    public async Task<long?> ClaimInTurn(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel) =>
        await db.Awards.AnyAsync(a => a.OfferId == offerId && a.State == AwardState.Waiting && a.Id != awardId, cancel)
            ? null
            : await Claim(db, offerId, awardId, now, cancel);

    public async Task<long?> Claim(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel)
    {
        for (var looks = 0; looks < MostLooks; looks++)
        {
            foreach (var file in await Files(db, offerId, cancel))
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
        throw Miscounted(offerId);
    }

    public async Task<IReadOnlyList<long>> ClaimMany(PromoOffersDb db, int offerId, IReadOnlyList<long> awards, DateTime now, CancellationToken cancel)
    {
        var given = new List<long>(awards.Count);
        for (var looks = 0; given.Count < awards.Count; looks++)
        {
            if (looks == MostLooks) throw Miscounted(offerId);
            var before = given.Count;
            foreach (var file in await Files(db, offerId, cancel))
            {
                var wanted = (int)Math.Min(Math.Min(file.Free, awards.Count - given.Count), CodesTogether);
                // Counted first: the file's row is held from here on, so nobody closes it between this and the codes.
                if (wanted == 0 || await Count(db, file.Id, -wanted, cancel) == 0) continue;
                var free = await db.Database.SqlQuery<long>(
                    $"""
                    SELECT TOP ({wanted}) [Id] AS [Value] FROM [PromoCodes] WITH (UPDLOCK, READPAST)
                    WHERE [Id] BETWEEN {file.First} AND {file.Last} AND [AwardId] IS NULL ORDER BY [Id]
                    """).ToListAsync(cancel);
                if (free.Count < wanted) await Count(db, file.Id, wanted - free.Count, cancel);
                if (free.Count == 0) continue;
                await Give(db, free, [.. awards.Skip(given.Count).Take(free.Count)], now, cancel);
                given.AddRange(free);
            }
            if (given.Count == before && !await AnyFree(db, offerId, cancel)) break;
        }
        db.Totals(offerId).CodesFree -= given.Count;
        return given;
    }

    /// <summary>The rows are held already; whoever changed one of them meanwhile would be a fault of ours.</summary>
    private static async Task Give(PromoOffersDb db, List<long> codes, List<long> awards, DateTime now, CancellationToken cancel)
    {
        var pairs = string.Join(" UNION ALL ", codes.Select((_, i) => i == 0 ? "SELECT {1} AS [CodeId], {2} AS [AwardId]" : $"SELECT {{{(2 * i) + 1}}}, {{{(2 * i) + 2}}}"));
        object[] values = [now, .. codes.Zip(awards).SelectMany(pair => (object[])[pair.First, pair.Second])];
#pragma warning disable EF1002 // The text holds numbers of parameters alone.
        var changed = await db.Database.ExecuteSqlRawAsync(
            $"UPDATE c SET [AwardId] = p.[AwardId], [AssignedAt] = {{0}} FROM [PromoCodes] AS c JOIN ({pairs}) AS p ON p.[CodeId] = c.[Id] WHERE c.[AwardId] IS NULL", values, cancel);
#pragma warning restore EF1002
        if (changed != codes.Count) throw new InvalidOperationException("A code that was held was given to somebody else.");
    }

    private static Task<List<CodeRange>> Files(PromoOffersDb db, int offerId, CancellationToken cancel) => db.Database.SqlQuery<CodeRange>(
        $"SELECT [Id], [FirstCodeId] AS [First], [LastCodeId] AS [Last], [Free] FROM [CodeFiles] WHERE [OfferId] = {offerId} AND [State] = N'Published' AND [Free] > 0 ORDER BY [PublishedAt], [Id]")
        .ToListAsync(cancel);

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

    private static InvalidOperationException Miscounted(int offerId) => new($"The code files of offer {offerId} count fewer free codes than they have.");

    private sealed record CodeRange(int Id, long First, long Last, long Free);
}
