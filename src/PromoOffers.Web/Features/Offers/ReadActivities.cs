using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Offers;

/// <summary>Reads the programs and their offers, as they are listed.</summary>
public sealed class ReadActivities(PromoOffersDb db, ReadLowStock stock, TimeProvider time)
{
    public async Task<ActivitiesPage> Run(string? search, ActivityFilter filter, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var found = await (
            from offer in db.Offers.AsNoTracking().Include(o => o.Draft).Include(o => o.Approved)
            join counts in db.OfferCounts on offer.Id equals counts.OfferId
            orderby offer.CreatedAt descending
            select new { offer, counts }).ToListAsync(cancel);
        var lately = await stock.AwardsLately(DateOnly.FromDateTime(now), cancel);
        var all = found.ConvertAll(f => Row(f.offer, f.counts, lately.GetValueOrDefault(f.offer.Id), now));
        var programs = await db.Programs.AsNoTracking().OrderByDescending(p => p.CreatedAt).ToListAsync(cancel);
        var shown = programs
            .Select(p => new ProgramRow(p.Id, p.PublicId, p.Name, [.. all.Where(o => o.ProgramId == p.Id && Fits(o, p.Name, search, filter))]))
            .Where(p => p.Offers.Count > 0 || (filter == ActivityFilter.All && Contains(p.Name, search)));
        return new ActivitiesPage([.. shown], all, search, filter);
    }

    private static OfferRow Row(Offer offer, OfferCounts counts, int awardsLately, DateTime now) =>
        new(offer.Id, offer.PublicId, offer.ProgramId, offer.Name, offer.Kind, offer.State, offer.Draft is not null, offer.ArchivedAt, counts)
        {
            Terms = offer.Approved?.Terms ?? offer.Draft?.Terms,
            IsOver = offer.OpennessAt(now) == Openness.Ended,
            RunsOutOn = new StockForecast(counts.CodesFree, counts.CodesUploaded, awardsLately).RunsOutOn(DateOnly.FromDateTime(now)),
        };

    private static bool Fits(OfferRow offer, string program, string? search, ActivityFilter filter) =>
        (filter == ActivityFilter.All ? offer.Filter != ActivityFilter.Archived : offer.Filter == filter)
        && (Contains(offer.Name, search) || Contains(program, search));

    private static bool Contains(string name, string? search) =>
        string.IsNullOrWhiteSpace(search)
        || System.Globalization.CultureInfo.InvariantCulture.CompareInfo.IndexOf(
            name, search.Trim(), System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace) >= 0;
}
