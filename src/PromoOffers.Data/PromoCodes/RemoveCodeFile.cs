using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>
/// Closes a published file none of whose codes has been assigned; <see cref="CleanCodeFiles"/> takes its rows away. A claim counts
/// in the same row that is changed here, so either the file is closed and the claim goes elsewhere, or it was not all free.
/// </summary>
public sealed class RemoveCodeFile(IWrites writes, CleaningBell bell, TimeProvider time)
{
    /// <returns>False: one of its codes has been assigned, or it is not there any more.</returns>
    public async Task<bool> Run(int fileId, Actor by, CancellationToken cancel)
    {
        var removed = await writes.Run(async (db, inner) =>
        {
            var closed = await db.CodeFiles.Where(f => f.Id == fileId && f.State == CodeFileState.Published && f.Free == f.Codes)
                .ExecuteUpdateAsync(row => row.SetProperty(f => f.State, CodeFileState.Removing).SetProperty(f => f.Free, 0), inner);
            if (closed == 0) return false;
            var file = await db.CodeFiles.AsNoTracking().SingleAsync(f => f.Id == fileId, inner);
            await CodeFileBooks.Count(db, file.OfferId, -file.Codes, inner);
            CodeFileBooks.Note(db, "codes.removed", file, by, time.GetUtcNow().UtcDateTime);
            return true;
        }, cancel);
        if (removed) bell.Ring();
        return removed;
    }
}
