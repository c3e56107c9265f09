using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Notes that somebody reads lines of files that another person uploaded, one entry a file.</summary>
public sealed class NoteLinesRead(IWrites writes, TimeProvider time)
{
    public Task<bool> Run(IReadOnlyList<CodeFile> files, Actor by, CancellationToken cancel = default) => writes.Run((db, _) =>
    {
        foreach (var file in files) CodeFileBooks.Note(db, "codes.lines-viewed", file, by, time.GetUtcNow().UtcDateTime);
        return Task.FromResult(true);
    }, cancel);
}
