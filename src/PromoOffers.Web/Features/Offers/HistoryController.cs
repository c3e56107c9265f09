using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Participants;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Offers;

/// <param name="People">Whom the entries are about, by their keys.</param>
/// <param name="Next">The entry before which the next page begins; null: this is the last.</param>
public sealed record HistoryPage(OfferSummary Offer, OfferHeader Header, IReadOnlyList<AuditEntry> Entries, IReadOnlyDictionary<long, PersonOfEntry> People, long? Next, Ledger? Ledger)
{
    public string LedgerChip => Ledger is { Balances: true } ? "Good" : "Bad";
}

/// <summary>Who did what with an offer, and where each of its codes is.</summary>
[Requires(Permission.AccessMarketingActivities)]
public sealed class HistoryController(PromoOffersDb db, ReadOffer offers, ReadLedger ledgers, Texts texts, TimeProvider time) : Controller
{
    private const int PageSize = 50;

    [HttpGet("/offers/{offerId}/history")]
    public async Task<IActionResult> Show(string offerId, long? before, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var entries = db.AuditEntries.AsNoTracking().Where(e => e.OfferId == offer.Id);
        if (before is not null) entries = entries.Where(e => e.Id < before);
        var page = await entries.OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(cancel);
        long? next = page.Count > PageSize ? page[PageSize - 1].Id : null;
        var ledger = before is null ? await ledgers.Run(offer.Id, cancel) : null;
        var header = offer.Header(OfferTab.History, texts, time.GetUtcNow().UtcDateTime);
        var people = await PeopleOfEntries.Of(db, page, User.Has(Permission.ViewPersonalData), cancel);
        return View(new HistoryPage(offer, header, [.. page.Take(PageSize)], people, next, ledger));
    }
}
