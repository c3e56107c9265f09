using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Participants;

namespace PromoOffers.Web.Features.Access;

/// <param name="Kind">First word of the actions shown; null: all.</param>
/// <param name="Offers">Those that the entries name.</param>
/// <param name="People">Whom the entries are about, by their keys.</param>
/// <param name="Next">The entry before which the next page begins; null: this is the last.</param>
public sealed record AuditTrailPage(
    IReadOnlyList<AuditEntry> Entries, IReadOnlyDictionary<int, NamedOffer> Offers, IReadOnlyDictionary<long, PersonOfEntry> People,
    string? Kind, string? Who, long? Next, string TimeZone);

public sealed record NamedOffer(string PublicId, string Name);

[Requires(Permission.AccessAdmin), Requires(Permission.AccessAuditTrail)]
public sealed class AuditTrailController(PromoOffersDb db) : Controller
{
    public const int PageSize = 50;

    [HttpGet("/audit")]
    public async Task<IActionResult> Show(string? kind, string? who, long? before, CancellationToken cancel)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (!string.IsNullOrEmpty(kind)) entries = entries.Where(e => e.Action.StartsWith(kind + "."));
        if (!string.IsNullOrWhiteSpace(who)) entries = entries.Where(e => e.ActorName.StartsWith(who.Trim()));
        if (before is not null) entries = entries.Where(e => e.Id < before);
        var page = await entries.OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(cancel);

        var offers = page.Select(e => e.OfferId).OfType<int>().Distinct().ToList();
        var names = await db.Offers.Where(o => offers.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => new NamedOffer(o.PublicId, o.Name), cancel);
        var zone = await db.Organization.Select(o => o.TimeZone).SingleAsync(cancel);
        long? next = page.Count > PageSize ? page[PageSize - 1].Id : null;
        var people = await PeopleOfEntries.Of(db, page, User.Has(Permission.ViewPersonalData), cancel);
        return View(new AuditTrailPage([.. page.Take(PageSize)], names, people, kind, who, next, zone));
    }
}
