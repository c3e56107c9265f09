using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.Offers;

/// <summary>What the overview of an offer shows beside its terms.</summary>
/// <param name="Days">The last <see cref="ReadOverview.DaysShown"/> days, UTC, oldest first, each of them.</param>
/// <param name="Files">Published files, the latest first.</param>
public sealed record OfferOverview(OfferCounts Counts, IReadOnlyList<OfferDay> Days, IReadOnlyList<string> Files, IReadOnlyList<LatestPrize> Latest)
{
    public StockForecast Forecast => new(Counts.CodesFree, Counts.CodesUploaded, Days.TakeLast(StockForecast.Days).Sum(d => d.Awards));
}

/// <summary>A code given lately, masked: its last four characters, and none of a code shorter than twelve.</summary>
public sealed record LatestPrize(string FirstName, string LastName, string? Email, string MaskedCode, DateTime SentAt, DateTime? RedeemedAt);

/// <summary>Reads the overview from what is maintained, without counting rows.</summary>
public sealed class ReadOverview(PromoOffersDb db, ReadOffer offers)
{
    public const int DaysShown = 30;
    private const int PrizesShown = 4;

    public async Task<OfferOverview> Run(int offerId, DateOnly today, CancellationToken cancel)
    {
        var first = today.AddDays(1 - DaysShown);
        var kept = await db.OfferDays.AsNoTracking().Where(d => d.OfferId == offerId && d.Day >= first && d.Day <= today).ToDictionaryAsync(d => d.Day, cancel);
        var days = Enumerable.Range(0, DaysShown).Select(i => first.AddDays(i)).Select(d => kept.GetValueOrDefault(d) ?? new OfferDay(offerId, d)).ToList();
        var files = await db.CodeFiles.Where(f => f.OfferId == offerId && f.State == CodeFileState.Published)
            .OrderByDescending(f => f.PublishedAt).ThenByDescending(f => f.Id).Select(f => f.Name).Take(PrizesShown).ToListAsync(cancel);
        return new OfferOverview(await offers.Counts(offerId, cancel), days, files, await Latest(offerId, cancel));
    }

    private async Task<IReadOnlyList<LatestPrize>> Latest(int offerId, CancellationToken cancel)
    {
        // By the outbox: its index leads to the latest mails of the offer, that of the codes to none.
        var rows = await (
            from delivery in db.Deliveries
            join participant in db.Participants on delivery.ParticipantId equals participant.Id
            join code in db.PromoCodes on delivery.CodeId equals code.Id
            where delivery.OfferId == offerId && delivery.Kind == DeliveryKind.Fulfillment && delivery.SentAt != null
            orderby delivery.Id descending
            select new { participant.FirstName, participant.LastName, participant.Email, code.Code, SentAt = delivery.SentAt!.Value, code.RedeemedAt })
            .Take(PrizesShown).ToListAsync(cancel);
        return [.. rows.Select(r => new LatestPrize(r.FirstName, r.LastName, r.Email, Masked(r.Code), r.SentAt, r.RedeemedAt))];
    }

    private static string Masked(byte[] code) => code.Length < 12 ? "…" : "…" + Encoding.ASCII.GetString(code.AsSpan(code.Length - 4));
}
