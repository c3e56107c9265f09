using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Offers;

/// <param name="PublicPage">Address of the offer's page; null before the first approval.</param>
/// <param name="Whole">Whether names are shown unmasked.</param>
public sealed record OverviewPage(OfferSummary Offer, OfferHeader Header, OfferOverview Overview, Uri? PublicPage, DateOnly Today, bool Whole)
{
    public IReadOnlyList<FunnelStep> Funnel { get; } = FunnelStep.Of(Overview.Days);

    public DayChart Chart { get; } = new(Overview.Days);

    public static string Chip(LatestPrize prize) => prize.RedeemedAt is null ? "Sent" : "Redeemed";
}

/// <summary>The first page of an offer: what came of it, and what is left.</summary>
[Requires(Permission.AccessMarketingActivities)]
public sealed class OverviewController(ReadOffer offers, ReadOverview overviews, PublicLinks links, Texts texts, TimeProvider time) : Controller
{
    [HttpGet("/offers/{offerId}")]
    public async Task<IActionResult> Show(string offerId, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var now = time.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var overview = await overviews.Run(offer.Id, today, cancel);
        var page = offer.Approved is null ? null : links.To($"/o/{offer.Slug}");
        return View(new OverviewPage(offer, offer.Header(OfferTab.Overview, texts, now), overview, page, today, User.Has(Permission.ViewPersonalData)));
    }
}
