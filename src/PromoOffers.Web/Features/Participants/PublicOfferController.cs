using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Participants;

/// <summary>The page of a referral offer. It may stand in a frame on another site, so nothing here rests on a cookie.</summary>
[AllowAnonymous, PublicPage, IgnoreAntiforgeryToken]
public sealed class PublicOfferController(PromoOffersDb db, Texts texts, TimeProvider time) : Controller
{
    [HttpGet("/o/{slug}")]
    public async Task<IActionResult> Show(string slug, string? r, CancellationToken cancel)
    {
        if (await Find(slug, cancel) is not { } offer) return NotFound();
        if (!offer.IsOpen) return Closed(offer);
        VisitorCookie.Keep(HttpContext, time);
        return Form(offer, new PublicForm { R = r });
    }

    [HttpPost("/o/{slug}"), EnableRateLimiting(Limits.SignUp)]
    public async Task<IActionResult> SignUp(string slug, [FromForm] PublicForm form, [FromServices] SignUp signUp, CancellationToken cancel)
    {
        if (await Find(slug, cancel) is not { } offer) return NotFound();
        if (form.IsFilledByAProgram) return Thanked(offer);
        if (form.Read(offer, ModelState, texts.In(offer.Language)) is not { } request) return Form(offer, form);
        return await signUp.Run(request, cancel) switch
        {
            SignUpOutcome.Accepted => Thanked(offer),
            SignUpOutcome.NotOpen closed => Closed(offer with { Openness = closed.Openness }),
            var other => throw new InvalidOperationException($"{other} has no page."),
        };
    }

    /// <summary>The same for everybody who signed up, known or new.</summary>
    [HttpGet("/o/{slug}/thanks")]
    public async Task<IActionResult> Thanks(string slug, CancellationToken cancel) =>
        await Find(slug, cancel) is { } offer ? new InLanguageOf(offer, View(offer)) : NotFound();

    /// <summary>The link that participants pass on.</summary>
    [HttpGet("/r/{token}")]
    public async Task<IActionResult> Follow(string token, CancellationToken cancel)
    {
        var slug = await db.Participants.Where(p => p.ShareToken == token)
            .Join(db.Offers, p => p.OfferId, o => o.Id, (_, o) => o.Slug).SingleOrDefaultAsync(cancel);
        return slug is null ? NotFound() : RedirectToAction(nameof(Show), new { slug, r = token });
    }

    /// <summary>What the page's script reports: scanners of mail and previews of links run none, so they visit nothing.</summary>
    [HttpPost("/o/{slug}/visit"), EnableRateLimiting(Limits.Visit)]
    public async Task<IActionResult> Visit(string slug, [FromForm] string? r, [FromServices] RecordVisit visit, CancellationToken cancel)
    {
        var offerId = await db.Offers.Where(o => o.Slug == slug && o.Kind == OfferKind.Referral && o.ApprovedId != null)
            .Select(o => (int?)o.Id).SingleOrDefaultAsync(cancel);
        if (offerId is not { } id) return NotFound();
        if (VisitorCookie.Of(Request) is { } visitor) await visit.Run(new Visit(id, visitor, r, PrivateCookie.Of(Request)), cancel);
        return NoContent();
    }

    private InLanguageOf Form(PublicOffer offer, PublicForm form)
    {
        return new(offer, View("Show", PublicPage.Of(offer, form)));
    }

    private InLanguageOf Closed(PublicOffer offer) => new(offer, View("Closed", offer));

    private RedirectToActionResult Thanked(PublicOffer offer) =>
        RedirectToAction(nameof(Thanks), new { slug = offer.Slug, lang = offer.Language });

    private Task<PublicOffer?> Find(string slug, CancellationToken cancel) =>
        PublicOffer.Find(db, slug, texts.Language, time.GetUtcNow().UtcDateTime, cancel);
}

public sealed record PublicPage(PublicOffer Offer, PublicForm Form)
{
    public static PublicPage Of(PublicOffer offer, PublicForm form)
    {
        foreach (var field in offer.Terms.Form.Fields) form.Person.TryAdd(field.Name, null); // A field reads its value by name.
        return new(offer, form);
    }
}
