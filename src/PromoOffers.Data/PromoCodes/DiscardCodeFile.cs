using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Gives up a file that was held back; <see cref="CleanCodeFiles"/> takes its rows away.</summary>
public sealed class DiscardCodeFile(IWrites writes, CleaningBell bell, TimeProvider time)
{
    /// <returns>False: it is not held back any more.</returns>
    public async Task<bool> Run(int fileId, Actor by, CancellationToken cancel)
    {
        var discarded = await writes.Run(async (db, inner) =>
        {
            var given = await db.CodeFiles.Where(f => f.Id == fileId && f.State == CodeFileState.HeldBack)
                .ExecuteUpdateAsync(row => row.SetProperty(f => f.State, CodeFileState.Removing), inner);
            if (given == 0) return false;
            var file = await db.CodeFiles.AsNoTracking().SingleAsync(f => f.Id == fileId, inner);
            CodeFileBooks.Note(db, "codes.discarded", file, by, time.GetUtcNow().UtcDateTime);
            return true;
        }, cancel);
        if (discarded) bell.Ring();
        return discarded;
    }
}
