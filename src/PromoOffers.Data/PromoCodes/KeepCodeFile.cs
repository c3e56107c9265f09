using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Publishes a file that was held back, with the codes of it that could go in.</summary>
public sealed class KeepCodeFile(IWrites writes, TimeProvider time)
{
    /// <returns>False: it is not held back any more.</returns>
    public Task<bool> Run(int fileId, Actor by, CancellationToken cancel) => writes.Run(async (db, inner) =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        var kept = await db.CodeFiles.Where(f => f.Id == fileId && f.State == CodeFileState.HeldBack).ExecuteUpdateAsync(row => row
            .SetProperty(f => f.State, CodeFileState.Published).SetProperty(f => f.Free, f => f.Codes).SetProperty(f => f.PublishedAt, now), inner);
        if (kept == 0) return false;
        var file = await db.CodeFiles.AsNoTracking().SingleAsync(f => f.Id == fileId, inner);
        await CodeFileBooks.Count(db, file.OfferId, file.Codes, inner);
        CodeFileBooks.Note(db, "codes.kept", file, by, now);
        return true;
    }, cancel);
}
