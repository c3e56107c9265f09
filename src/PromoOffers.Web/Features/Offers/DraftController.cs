using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Offers;

/// <summary>The draft editor. Every page is a form that works by itself; a script saves it as one types.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.EditMarketingAsset)]
public sealed class DraftController(PromoOffersDb db, SaveDraft save, PublicLinks links, Texts texts) : Controller
{
    private bool FromScript => Request.Headers.Accept == "application/json";

    [HttpPost("/offers/{id}/draft/edit")]
    public async Task<IActionResult> Edit(string id, [FromServices] EditDraft edit, CancellationToken cancel)
    {
        var outcome = await edit.Run(id, User.Actor(), cancel);
        if (texts.Of(outcome) is not { } refused) return Redirect($"~/offers/{id}/draft");
        TempData["Refused"] = refused;
        return Redirect("~/activities");
    }

    [HttpGet("/offers/{id}/draft/{part?}")]
    public async Task<IActionResult> Show(string id, DraftPart? part, bool problems, CancellationToken cancel) =>
        await Load(id, cancel) is { Draft: { } draft } offer
            ? View("Show", await Page(offer, part ?? DraftPart.OfferDetails, DraftForm.Of(draft.Terms, draft.Version), problems, cancel))
            : Redirect("~/activities");

    [HttpPost("/offers/{id}/draft/{part}")]
    public async Task<IActionResult> Save(string id, DraftPart part, [Bind(Prefix = "Form")] DraftForm form, DraftPart? then, CancellationToken cancel) =>
        await Keep(id, part, form, cancel) ?? Redirect(then is null ? "~/activities" : $"~/offers/{id}/draft/{then}");

    [HttpPost("/offers/{id}/draft/{part}/approve"), Requires(Permission.ApproveOffer)]
    public async Task<IActionResult> Approve(
        string id, DraftPart part, [Bind(Prefix = "Form")] DraftForm form, [FromServices] ApproveOffer approve, CancellationToken cancel)
    {
        if (await Keep(id, part, form, cancel) is { } refused) return refused;
        var outcome = await approve.Run(id, User.Actor(), cancel);
        if (outcome is ApproveOutcome.Rejected) return Redirect($"~/offers/{id}/draft/{part}?problems=true");
        if (outcome is ApproveOutcome.Approved) TempData["Done"] = texts["Offers.ApprovedNow"];
        else TempData["Refused"] = texts["Offers.NotInThisState"];
        return Redirect("~/activities");
    }

    [HttpPost("/offers/{id}/draft/discard")]
    public async Task<IActionResult> Discard(string id, [FromServices] DiscardDraft discard, CancellationToken cancel)
    {
        if (texts.Of(await discard.Run(id, User.Actor(), cancel)) is { } refused) TempData["Refused"] = refused;
        else TempData["Done"] = texts["Offers.DraftDiscarded"];
        return Redirect("~/activities");
    }

    [HttpGet("/offers/{id}/draft/preview")]
    public async Task<IActionResult> Preview(string id, string? language, CancellationToken cancel) =>
        await Load(id, cancel) is { Draft: { } draft } offer
            ? View("Preview", new PreviewPage(offer, draft.Terms, draft.Terms.LanguageFor(language ?? texts.Language)))
            : Redirect("~/activities");

    /// <summary>Saves the part that was typed. Null: it is saved; for a script the answer is complete either way.</summary>
    private async Task<IActionResult?> Keep(string id, DraftPart part, DraftForm form, CancellationToken cancel)
    {
        if (await Load(id, cancel) is not { Draft: { } draft } offer) return FromScript ? NotFound() : Redirect("~/activities");
        // Read once beforehand: an operation may be run again, and what cannot be read is said once.
        form.Into(draft.Terms, part, ModelState, texts);
        if (!ModelState.IsValid) return FromScript ? BadRequest() : View("Show", await Page(offer, part, form, false, cancel));
        var unread = new Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary();
        switch (await save.Run(id, form.Version, terms => form.Into(terms, part, unread, texts), User.Actor(), cancel))
        {
            case SaveDraftOutcome.Saved saved:
                var at = texts["Offers.DraftSavedAt", Formats.Time(saved.At, draft.Terms.TimeZone)];
                return FromScript ? Json(new { version = saved.Version, message = at }) : null;
            case SaveDraftOutcome.Conflict conflict:
                var message = texts["Offers.DraftConflict", conflict.By, Formats.Time(conflict.At, draft.Terms.TimeZone)];
                if (FromScript) return Conflict(new { message });
                ModelState.AddModelError("", message);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View("Show", await Page(offer, part, form, false, cancel));
            default:
                return FromScript ? NotFound() : Redirect("~/activities");
        }
    }

    private Task<Offer?> Load(string id, CancellationToken cancel) =>
        db.Offers.AsNoTracking().Include(o => o.Draft).Include(o => o.Approved).SingleOrDefaultAsync(o => o.PublicId == id, cancel);

    private async Task<DraftPage> Page(Offer offer, DraftPart part, DraftForm form, bool problems, CancellationToken cancel)
    {
        var counts = await db.OfferCounts.AsNoTracking().SingleAsync(c => c.OfferId == offer.Id, cancel);
        foreach (var language in Texts.Languages) form.Texts.TryAdd(language, new LanguageForm());
        foreach (var field in PersonField.Known) form.Fields.TryAdd(field, FieldWish.NotAsked);
        return new DraftPage(offer, part, form, counts, TimeZoneNames.All, await EarnedAnew.Count(db, offer, cancel))
        {
            ShowProblems = problems,
            Address = links.To($"o/{offer.Slug}").ToString(),
        };
    }
}

public sealed record PreviewPage(Offer Offer, OfferTerms Terms, string Language)
{
    public PageTexts Texts => Terms.Page.GetValueOrDefault(Language) ?? new PageTexts();
}
