using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Participants;
using PromoOffers.Web.Features.Draws;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;
using QRCoder;

namespace PromoOffers.Web.Features.Participants;

/// <summary>A participant's own page: what the private link of the e-mails leads to.</summary>
[AllowAnonymous, PrivatePage]
public sealed class PrivateOfferController(PromoOffersDb db, ParticipantLinks links, Texts texts, TimeProvider time) : Controller
{
    /// <summary>Sharp at about 4 cm in print.</summary>
    private const int PixelsInModule = 20;

    /// <summary>Takes the token out of the address bar, where others would read it.</summary>
    [HttpGet("/o/{slug}/me")]
    public async Task<IActionResult> Enter(string slug, string? t, CancellationToken cancel)
    {
        var known = await db.Participants.Where(p => p.PrivateToken == t).Join(db.Offers, p => p.OfferId, o => o.Id, (_, o) => o.Slug).AnyAsync(s => s == slug, cancel);
        if (!known) return NotFound();
        PrivateCookie.Keep(HttpContext, slug, t!, time);
        return RedirectToAction(nameof(Mine), new { slug });
    }

    [HttpGet("/o/{slug}/mine")]
    public async Task<IActionResult> Mine(string slug, CancellationToken cancel)
    {
        if (PrivateCookie.Of(Request) is not { } token) return RedirectToAction(nameof(PublicOfferController.Show), "PublicOffer", new { slug });
        if (await PublicOffer.Find(db, slug, texts.Language, time.GetUtcNow().UtcDateTime, cancel) is not { } offer) return NotFound();
        if (await MyOffer.Find(db, offer, token, links, cancel) is not { } mine) return NotFound();
        return new InLanguageOf(offer, offer.IsDraw ? View("MyDraw", await MyDraw.Of(db, mine, token, time.GetUtcNow().UtcDateTime, cancel)) : View(mine));
    }

    /// <summary>Enters the drawing that is open now.</summary>
    [HttpPost("/o/{slug}/enter"), EnableRateLimiting(Limits.Visit)]
    public async Task<IActionResult> EnterDrawing(string slug, [FromServices] EnterDrawing enter, CancellationToken cancel)
    {
        if (PrivateCookie.Of(Request) is not { } token || await OfferOf(slug, cancel) is not { } offerId) return NotFound();
        return await enter.Run(offerId, token, cancel) is EnterOutcome.Unknown ? NotFound() : RedirectToAction(nameof(Mine), new { slug });
    }

    /// <summary>The share link as a picture to print.</summary>
    [HttpGet("/o/{slug}/mine/qr.png")]
    public async Task<IActionResult> QrCode(string slug, CancellationToken cancel)
    {
        if (PrivateCookie.Of(Request) is not { } token || await OfferOf(slug, cancel) is not { } offerId) return NotFound();
        var share = await db.Participants.Where(p => p.OfferId == offerId && p.PrivateToken == token && p.ErasedAt == null).Select(p => p.ShareToken).SingleOrDefaultAsync(cancel);
        if (share is null) return NotFound();
        return File(PngByteQRCodeHelper.GetQRCode(links.Share(share).AbsoluteUri, QRCodeGenerator.ECCLevel.M, PixelsInModule), "image/png", $"{slug}-qr.png");
    }

    /// <summary>What the page's script reports once the link was copied, mailed or shared.</summary>
    [HttpPost("/o/{slug}/shared"), IgnoreAntiforgeryToken, EnableRateLimiting(Limits.Visit)]
    public async Task<IActionResult> Shared(string slug, [FromServices] RecordShare share, CancellationToken cancel)
    {
        if (PrivateCookie.Of(Request) is not { } token || await OfferOf(slug, cancel) is not { } offerId) return NotFound();
        await share.Run(offerId, token, cancel);
        return NoContent();
    }

    private Task<int?> OfferOf(string slug, CancellationToken cancel) =>
        db.Offers.Where(o => o.Slug == slug && o.ApprovedId != null).Select(o => (int?)o.Id).SingleOrDefaultAsync(cancel);
}
