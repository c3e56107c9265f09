using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Offers;
using PromoOffers.Web.Features.Redemptions.Shop;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions;

/// <summary>Which codes were used, for which orders: of one offer, and of all. Whoever sees the codes themselves stands in the audit trail for it.</summary>
[Requires(Permission.AccessMarketingActivities), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RedemptionsController(
    PromoOffersDb db, ReadOffer offers, ListRedemptions redemptions, NoteRedemptions note, ShopIsOpen shop, Texts texts, TimeProvider time) : Controller
{
    private bool SeesCodes => User.Has(Permission.AccessPrizes);

    [HttpGet("/redemptions")]
    public async Task<IActionResult> List(RedemptionListForm form, CancellationToken cancel) => View(await Page(null, form, cancel));

    [HttpGet("/offers/{offerId}/redemptions")]
    public async Task<IActionResult> OfOffer(string offerId, RedemptionListForm form, CancellationToken cancel) =>
        await offers.Run(offerId, cancel) is { } offer ? View("List", await Page(offer, form, cancel)) : NotFound();

    [HttpGet("/redemptions/{redemptionId}")]
    public async Task<IActionResult> Open(string redemptionId, CancellationToken cancel)
    {
        if (await redemptions.Find(redemptionId, cancel) is not { } row) return NotFound();
        return View(await Page(row, new RollbackForm(), cancel));
    }

    [HttpPost("/redemptions/{redemptionId}/rollback"), Requires(Permission.RollBackRedemptions)]
    public async Task<IActionResult> RollBack(string redemptionId, [FromForm] RollbackForm form, [FromServices] RollBackRedemption rollBack, CancellationToken cancel)
    {
        if (await redemptions.Find(redemptionId, cancel) is not { } row) return NotFound();
        if (!ModelState.IsValid) return View("Open", await Page(row, form, cancel));
        var outcome = await rollBack.Run(redemptionId, form.Reason!, User.Actor(), cancel);
        if (outcome is RollbackOutcome.RolledBack) TempData["Done"] = texts["Redemptions.RolledBack", row.Redemption.OrderId];
        else TempData["Refused"] = texts["Redemptions.AlreadyRolledBack"];
        return RedirectToAction(nameof(Open), new { redemptionId });
    }

    private async Task<RedemptionListPage> Page(OfferSummary? offer, RedemptionListForm form, CancellationToken cancel)
    {
        var view = await See(offer?.Zone, cancel);
        var query = form.Query(offer?.Id, view);
        var header = offer?.Header(OfferTab.Redemptions, texts, time.GetUtcNow().UtcDateTime);
        var page = new RedemptionListPage(offer, header, form, view, await redemptions.Counts(offer?.Id, cancel)) { HasShop = shop.Value };
        page = form.Show == RedemptionFilter.Conflicts
            ? Filled(page, await redemptions.Conflicts(query, cancel), c => c.Conflict.Id, c => UseRow.Of(c, texts))
            : Filled(page, await redemptions.Run(query, cancel), r => r.Redemption.Id, r => UseRow.Of(r, texts));
        if (SeesCodes && page.Rows.Count > 0) await note.Run("redemption.viewed", offer?.Id, page.Rows.Count, User.Actor(), cancel);
        return page;
    }

    private static RedemptionListPage Filled<T>(RedemptionListPage page, List<T> rows, Func<T, long> id, Func<T, UseRow> shown) => page with
    {
        Rows = [.. rows.Take(ListRedemptions.PageSize).Select(shown)],
        Next = rows.Count > ListRedemptions.PageSize ? id(rows[ListRedemptions.PageSize - 1]) : null,
    };

    private async Task<RedemptionPage> Page(RedemptionRow row, RollbackForm form, CancellationToken cancel)
    {
        if (SeesCodes) await note.Run("redemption.viewed", row.Redemption.OfferId, 1, User.Actor(), cancel);
        return new RedemptionPage(row, await See(null, cancel), form);
    }

    private async Task<RedemptionView> See(string? zone, CancellationToken cancel) => new(
        SeesCodes, User.Has(Permission.ViewPersonalData), zone ?? await db.Organization.Select(o => o.TimeZone).SingleAsync(cancel));
}
