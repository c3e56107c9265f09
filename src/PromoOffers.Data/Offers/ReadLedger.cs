using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.Offers;

/// <summary>Where every code of an offer is. Both sides are counted apart, so that a code that got lost shows.</summary>
/// <param name="Uploaded">What each file recorded when it was published, less the files removed since.</param>
/// <param name="Free">Rows that nobody was given; like the next three, counted.</param>
/// <param name="Assigned">Given to somebody, neither redeemed nor void.</param>
public sealed record Ledger(long Uploaded, long Free, long Assigned, long Redeemed, long Void)
{
    public long Counted => Free + Assigned + Redeemed + Void;

    public bool Balances => Uploaded == Counted;
}

/// <summary>Counts the codes of an offer from their rows.</summary>
public sealed class ReadLedger(PromoOffersDb db)
{
    /// <remarks>One statement reads both sides, and so one snapshot of them.</remarks>
    public async Task<Ledger> Run(int offerId, CancellationToken cancel)
    {
        var files = await (
            from file in db.CodeFiles
            where file.OfferId == offerId && file.State == CodeFileState.Published
            from code in db.PromoCodes.Where(c => c.Id >= file.FirstCodeId && c.Id <= file.LastCodeId && c.FileId == file.Id).DefaultIfEmpty()
            group code by new { file.Id, file.Codes } into codes
            select new
            {
                codes.Key.Codes,
                Free = codes.Sum(c => c != null && c.AwardId == null ? 1L : 0L),
                Void = codes.Sum(c => c.VoidedAt != null ? 1L : 0L),
                Redeemed = codes.Sum(c => c.VoidedAt == null && c.RedeemedAt != null ? 1L : 0L),
                Assigned = codes.Sum(c => c.AwardId != null && c.VoidedAt == null && c.RedeemedAt == null ? 1L : 0L),
            }).AsNoTracking().ToListAsync(cancel);
        return new Ledger(files.Sum(f => f.Codes), files.Sum(f => f.Free), files.Sum(f => f.Assigned), files.Sum(f => f.Redeemed), files.Sum(f => f.Void));
    }
}
