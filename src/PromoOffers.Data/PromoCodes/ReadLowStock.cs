using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.PromoCodes;

/// <summary>An offer whose codes run low.</summary>
public sealed record LowStock(int OfferId, string PublicId, string Name, StockForecast Forecast);

/// <summary>Finds the offers whose codes run low, and of which nobody was told since codes last came.</summary>
public sealed class ReadLowStock(PromoOffersDb db)
{
    public async Task<IReadOnlyList<LowStock>> Run(DateTime now, CancellationToken cancel)
    {
        var offers = await (
            from offer in db.Offers.AsNoTracking().Include(o => o.Approved)
            join counts in db.OfferCounts on offer.Id equals counts.OfferId
            where offer.State == OfferState.Approved && offer.ArchivedAt == null && counts.CodesUploaded > 0
            select new { offer, counts.CodesFree, counts.CodesUploaded }).ToListAsync(cancel);
        var lately = await AwardsLately(DateOnly.FromDateTime(now), cancel);
        var low = new List<LowStock>();
        foreach (var found in offers)
        {
            var (offer, terms) = (found.offer, found.offer.Approved!.Terms);
            var forecast = new StockForecast(found.CodesFree, found.CodesUploaded, lately.GetValueOrDefault(offer.Id));
            if (!terms.UsePromoCodes || offer.OpennessAt(now) == Openness.Ended || !forecast.IsLow(terms.LowStockBelow)) continue;
            if (!await IsTold(db, offer.Id, cancel)) low.Add(new(offer.Id, offer.PublicId, offer.Name, forecast));
        }
        return low;
    }

    /// <returns>Awards of the days that a forecast looks at, by offer.</returns>
    public Task<Dictionary<int, int>> AwardsLately(DateOnly today, CancellationToken cancel)
    {
        var first = today.AddDays(1 - StockForecast.Days);
        return db.OfferDays.Where(d => d.Day >= first && d.Day <= today)
            .GroupBy(d => d.OfferId).Select(days => new { Offer = days.Key, Awards = days.Sum(d => d.Awards) })
            .ToDictionaryAsync(days => days.Offer, days => days.Awards, cancel);
    }

    /// <summary>An upload ends what was told before it: when codes run low after it, that is told anew.</summary>
    internal static async Task<bool> IsTold(PromoOffersDb db, int offerId, CancellationToken cancel)
    {
        var since = await db.CodeFiles.Where(f => f.OfferId == offerId).MaxAsync(f => f.PublishedAt, cancel);
        return await db.AuditEntries.AnyAsync(e => e.OfferId == offerId && e.Action == AlertLowStock.Action && e.At >= since, cancel);
    }
}
