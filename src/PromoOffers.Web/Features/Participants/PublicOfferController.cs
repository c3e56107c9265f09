using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Web.Features.Draws;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Participants;

/// <summary>The page of an offer. It may stand in a frame on another site, so nothing here rests on a cookie.</summary>
[AllowAnonymous, PublicPage, IgnoreAntiforgeryToken]
public sealed class PublicOfferController(PromoOffersDb db, ReadPublicDraws draws, Texts texts, TimeProvider time) : Controller
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [HttpGet("/o/{slug}"), OutputCache(PolicyName = PageForAMoment.Name)]
    public async Task<IActionResult> Show(string slug, string? r, CancellationToken cancel)
    {
        if (await Find(slug, cancel) is not { } offer) return NotFound();
        if (!offer.IsOpen) return await Closed(offer, new PublicForm(), cancel);
        return await Form(offer, new PublicForm { R = r }, cancel);
    }

    [HttpPost("/o/{slug}"), EnableRateLimiting(Limits.SignUp)]
    public async Task<IActionResult> SignUp(string slug, [FromForm] PublicForm form, [FromServices] SignUp signUp, CancellationToken cancel)
    {
        if (await Find(slug, cancel) is not { } offer) return NotFound();
        if (form.IsFilledByAProgram) return Thanked(offer);
        if (form.Read(offer, ModelState, texts.In(offer.Language)) is not { } request) return await Form(offer, form, cancel);
        var outcome = await signUp.Run(request, cancel);
        if (outcome is SignUpOutcome.NotAdmitted { Rule: var rule }) PublicForm.Refuse(rule, ModelState, texts.In(offer.Language));
        return outcome switch
        {
            SignUpOutcome.Accepted => Thanked(offer),
            SignUpOutcome.NotOpen closed => await Closed(offer with { Openness = closed.Openness }, form, cancel),
            SignUpOutcome.NotAdmitted => await Form(offer, form, cancel),
            _ => throw new InvalidOperationException($"{outcome} has no page."),
        };
    }

    /// <summary>The same for everybody who signed up, known or new.</summary>
    /// <param name="again">Of somebody who asked for the private link once more.</param>
    [HttpGet("/o/{slug}/thanks")]
    public async Task<IActionResult> Thanks(string slug, bool again, CancellationToken cancel) =>
        await Find(slug, cancel) is { } offer ? new InLanguageOf(offer, View(again ? "SentAgain" : "Thanks", offer)) : NotFound();

    /// <summary>While nobody can sign up any more: those who did get their private link once more.</summary>
    [HttpPost("/o/{slug}/again"), EnableRateLimiting(Limits.SignUp)]
    public async Task<IActionResult> Again(string slug, [FromForm] PublicForm form, [FromServices] SendLinkAgain send, CancellationToken cancel)
    {
        if (await Find(slug, cancel) is not { } offer) return NotFound();
        if (form.IsFilledByAProgram) return Thanked(offer, again: true);
        if (form.ReadAddress(ModelState, texts.In(offer.Language)) is not { } address) return await Closed(offer, form, cancel);
        await send.Run(offer.Id, address, cancel);
        return Thanked(offer, again: true);
    }

    /// <summary>The link that participants pass on.</summary>
    [HttpGet("/r/{token}")]
    public async Task<IActionResult> Follow(string token, CancellationToken cancel)
    {
        var offer = await db.Participants.Where(p => p.ShareToken == token)
            .Join(db.Offers, p => p.OfferId, o => o.Id, (_, o) => new { o.Slug, o.Approved!.Terms }).SingleOrDefaultAsync(cancel);
        if (offer is null) return NotFound();
        return offer.Terms.Sharing.Leads(token) is { } elsewhere ? Redirect(elsewhere.AbsoluteUri) : RedirectToAction(nameof(Show), new { slug = offer.Slug, r = token });
    }

    /// <summary>What the page's script reports: scanners of mail and previews of links run none, so they visit nothing.</summary>
    /// <returns>202: the browser was given its cookie, and tells again; one that keeps none counts for nobody.</returns>
    [HttpPost("/o/{slug}/visit"), EnableRateLimiting(Limits.Visit)]
    public async Task<IActionResult> Visit(string slug, [FromForm] string? r, [FromForm] string? v, [FromServices] RecordVisit visit, CancellationToken cancel)
    {
        var offerId = await db.Offers.Where(o => o.Slug == slug && o.ApprovedId != null)
            .Select(o => (int?)o.Id).SingleOrDefaultAsync(cancel);
        if (offerId is not { } id) return NotFound();
        if ((VisitorCookie.Of(Request) ?? VisitorCookie.Read(v)) is not { } visitor)
        {
            VisitorCookie.Keep(HttpContext, time);
            return Accepted();
        }
        await visit.Run(new Visit(id, visitor, r, PrivateCookie.Of(Request)), cancel);
        return NoContent();
    }

    private async Task<InLanguageOf> Form(PublicOffer offer, PublicForm form, CancellationToken cancel)
    {
        var page = PublicPage.Of(offer, form);
        return new(offer, offer.IsDraw ? View("Draw", new PublicDrawPage(page, await draws.Run(offer.Id, Now, cancel), Now)) : View("Show", page));
    }

    private async Task<InLanguageOf> Closed(PublicOffer offer, PublicForm form, CancellationToken cancel) => new(offer, offer.IsDraw
        ? View("DrawClosed", new PublicDrawPage(PublicPage.Of(offer, form), await draws.Run(offer.Id, Now, cancel), Now))
        : View("Closed", PublicPage.Of(offer, form)));

    private RedirectToActionResult Thanked(PublicOffer offer, bool again = false) =>
        RedirectToAction(nameof(Thanks), new { slug = offer.Slug, lang = offer.Language, again = again ? true : (bool?)null });

    private Task<PublicOffer?> Find(string slug, CancellationToken cancel) =>
        PublicOffer.Find(db, slug, texts.Language, Now, cancel);
}

public sealed record PublicPage(PublicOffer Offer, PublicForm Form)
{
    public static PublicPage Of(PublicOffer offer, PublicForm form)
    {
        foreach (var field in offer.Fields) form.Person.TryAdd(field.Name, null); // A field reads its value by name.
        return new(offer, form);
    }
}
