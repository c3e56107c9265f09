using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Participants;

namespace PromoOffers.Web.Features.Draws;

/// <summary>One of somebody's entries.</summary>
/// <param name="Friends">Who entered the same drawing through their link.</param>
/// <param name="Won">Null until the drawing is final.</param>
public sealed record MyEntry(Drawing Drawing, Entry Entry, int Friends, bool? Won);

/// <summary>A sweepstakes as one of its participants sees it.</summary>
/// <param name="Entries">The latest first.</param>
/// <param name="Open">The drawing that can be entered now; null: none.</param>
public sealed record MyDraw(MyOffer Me, IReadOnlyList<MyEntry> Entries, Drawing? Open)
{
    public PublicOffer Offer => Me.Offer;
    public SweepstakesTerms Terms => Offer.Terms.Sweepstakes!;

    /// <summary>The entry of the open drawing; null: there is none yet.</summary>
    public MyEntry? Current => Entries.FirstOrDefault(e => e.Drawing.Id == Open?.Id);

    /// <summary>An entry that only waits for the button, also after the closing.</summary>
    public MyEntry? Pending(DateTime now) => Entries.FirstOrDefault(e => e.Entry.ConfirmedAt is null && e.Drawing.State == DrawingState.Scheduled && e.Drawing.FreezesAt > now);

    /// <summary>An entry that waits to be confirmed; null: none.</summary>
    public MyEntry? ToConfirm { get; init; }

    public int Weight(MyEntry entry) => Terms.WeightWith(entry.Friends);

    public static async Task<MyDraw> Of(PromoOffersDb db, MyOffer me, string privateToken, DateTime now, CancellationToken cancel)
    {
        var id = await db.Participants.Where(p => p.OfferId == me.Offer.Id && p.PrivateToken == privateToken).Select(p => p.Id).SingleAsync(cancel);
        var rows = await (
            from entry in db.Entries.AsNoTracking()
            join drawing in db.Drawings.AsNoTracking() on entry.DrawingId equals drawing.Id
            where entry.ParticipantId == id
            orderby drawing.Number descending
            select new
            {
                drawing,
                entry,
                Friends = db.Entries.Count(f => f.DrawingId == drawing.Id && f.BroughtById == id && f.ConfirmedAt != null),
                Won = db.Winners.Any(w => w.EntryId == entry.Id && w.Outcome == Outcome.Won),
            }).ToListAsync(cancel);
        var open = await db.Drawings.AsNoTracking().SingleOrDefaultAsync(
            d => d.OfferId == me.Offer.Id && d.State == DrawingState.Scheduled && d.OpensAt <= now && d.ClosesAt > now, cancel);
        var mine = new MyDraw(me, [.. rows.Select(r => new MyEntry(r.drawing, r.entry, r.Friends, r.drawing.IsFinal ? r.Won : null))], open);
        return mine with { ToConfirm = mine.Pending(now) };
    }
}
