using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Web.Features.Offers;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Draws;

/// <summary>Reads what the Winners tab shows of one drawing.</summary>
public sealed class ReadWinnersTab(PromoOffersDb db, ListWinners list, ReadOffer offers, ReadCodeFiles codes, Texts texts, TimeProvider time)
{
    /// <param name="number">Null: the drawing that waits for somebody, else the one that closed last, else the next.</param>
    /// <param name="form">What was filled in; null: nothing yet.</param>
    /// <returns>Null: there is no such drawing.</returns>
    public async Task<WinnersTab?> Run(OfferSummary offer, int? number, WinnersView view, PickForm? form, (bool MayPick, bool Whole) who, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var drawings = await db.Drawings.AsNoTracking().Where(d => d.OfferId == offer.Id).OrderBy(d => d.Number).ToListAsync(cancel);
        var current = number is null ? Foremost(drawings, now) : drawings.Find(d => d.Number == number);
        if (current is null && number is not null) return null;
        var tab = new WinnersTab(offer, offer.Header(OfferTab.Winners, texts, now), drawings, current, now, who.MayPick, who.Whole)
        {
            View = view,
            Stock = new((await offers.Counts(offer.Id, cancel)).CodesFree, (await codes.Waiting(offer.Id, cancel)).Prizes, offer.Terms.UsePromoCodes),
        };
        return current is null ? tab : await Fill(tab, current, form, cancel);
    }

    private async Task<WinnersTab> Fill(WinnersTab tab, Drawing current, PickForm? form, CancellationToken cancel)
    {
        if (current.State == DrawingState.Frozen && tab.MayPick) return tab with { Form = form ?? FormFor(tab) };
        if (!current.IsFinal && !(current.State == DrawingState.Drawn && tab.MayPick)) return tab;
        return tab with
        {
            List = await list.Run(current, tab.View.Page, cancel),
            LeftOut = await db.DrawingRecords.CountAsync(r => r.DrawingId == current.Id && r.Category == DisqualificationCategory.AlreadyWon, cancel),
            Waiting = await db.Winners.Where(w => w.DrawingId == current.Id)
                .Join(db.Awards, w => w.Id, a => a.WinnerId, (_, a) => a).CountAsync(a => a.State == AwardState.Waiting, cancel),
        };
    }

    /// <summary>Every drawing that waits, with as many winners as the terms say.</summary>
    private static PickForm FormFor(WinnersTab tab) => new()
    {
        Drawings = [.. tab.Drawings.Where(d => d.State == DrawingState.Frozen).Take(PickForm.Most)
            .Select(d => new PickRow { Number = d.Number, Winners = tab.Terms.Winners })],
    };

    private static Drawing? Foremost(List<Drawing> drawings, DateTime now) =>
        drawings.Find(d => d.State is DrawingState.Frozen or DrawingState.Drawn)
        ?? drawings.FindLast(d => d.IsFinal)
        ?? drawings.Find(d => d.ClosesAt > now)
        ?? drawings.LastOrDefault();
}
