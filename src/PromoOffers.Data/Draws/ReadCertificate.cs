using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Data.Draws;

/// <summary>Reads the certificate of a final drawing: entry ids, and nothing of a person.</summary>
public sealed class ReadCertificate(PromoOffersDb db)
{
    /// <exception cref="RuleBroken">The drawing is not final.</exception>
    public async Task<string> Run(int drawingId, CancellationToken cancel)
    {
        var drawing = await db.Drawings.AsNoTracking().SingleAsync(d => d.Id == drawingId, cancel);
        var offer = await db.Offers.AsNoTracking().Include(o => o.Approved).SingleAsync(o => o.Id == drawing.OfferId, cancel);
        var drawn = await db.Winners.Where(w => w.DrawingId == drawingId).OrderBy(w => w.Rank)
            .Join(db.Entries, w => w.EntryId, e => e.Id, (w, e) => new CertifiedRank(w.Rank, e.PublicId, w.Outcome)).ToListAsync(cancel);
        var record = await db.DrawingRecords.AsNoTracking().Where(r => r.DrawingId == drawingId).OrderBy(r => r.Id).ToListAsync(cancel);
        return new DrawCertificate(
            offer.Slug, drawing, offer.Approved!.Terms.Sweepstakes!.PublicValueSource,
            drawn,
            [.. record.Select(r => new CertifiedDecision(r.Rank, drawn[r.Rank - 1].Entry, r.Act, r.Category, r.AfterFinal, r.At))]).ToJson();
    }
}
