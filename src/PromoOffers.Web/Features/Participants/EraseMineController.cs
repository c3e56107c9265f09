using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Participants;

/// <summary>Erases a participant's personal data, as that participant: whoever holds the private link, and confirms.</summary>
[AllowAnonymous, PrivatePage]
[Route("/o/{slug}/mine/erase")]
public sealed class EraseMineController(PromoOffersDb db, ParticipantLinks links, Texts texts, TimeProvider time) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Ask(string slug, CancellationToken cancel)
    {
        if (await Find(slug, cancel) is not { } offer || PrivateCookie.Of(Request) is not { } token) return NotFound();
        return await MyOffer.Find(db, offer, token, links, cancel) is { } mine ? new InLanguageOf(offer, View(mine)) : NotFound();
    }

    [HttpPost(""), EnableRateLimiting(Limits.Visit)]
    public async Task<IActionResult> Erase(
        string slug, bool everywhere, [FromServices] EraseParticipant erase, [FromServices] ErasureBell bell, CancellationToken cancel)
    {
        if (await Find(slug, cancel) is not { } offer || PrivateCookie.Of(Request) is not { } token) return NotFound();
        var entryId = await db.Participants.Where(p => p.OfferId == offer.Id && p.PrivateToken == token).Select(p => p.EntryId).SingleOrDefaultAsync(cancel);
        if (entryId is null) return NotFound();
        await erase.Run(offer.Id, entryId, everywhere, Actor.Participant, cancel);
        bell.Ring();
        PrivateCookie.Drop(HttpContext, slug);
        return RedirectToAction(nameof(Done), new { slug, lang = offer.Language });
    }

    [HttpGet("done")]
    public async Task<IActionResult> Done(string slug, CancellationToken cancel) =>
        await Find(slug, cancel) is { } offer ? new InLanguageOf(offer, View(offer)) : NotFound();

    private Task<PublicOffer?> Find(string slug, CancellationToken cancel) =>
        PublicOffer.Find(db, slug, texts.Language, time.GetUtcNow().UtcDateTime, cancel);
}
