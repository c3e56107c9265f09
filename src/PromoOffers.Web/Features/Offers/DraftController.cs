using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Offers;

/// <summary>The draft editor. Every page is a form that works by itself; a script saves it as one types.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.EditMarketingAsset)]
public sealed class DraftController(ReadDraft drafts, SaveDraft save, Texts texts) : Controller
{
    private bool FromScript => Request.Headers.Accept == "application/json";

    [HttpPost("/offers/{id}/draft/edit")]
    public async Task<IActionResult> Edit(string id, [FromServices] EditDraft edit, CancellationToken cancel)
    {
        var outcome = await edit.Run(id, User.Actor(), cancel);
        if (texts.Of(outcome) is not { } refused) return Redirect($"~/offers/{id}/draft");
        TempData["Refused"] = refused;
        return outcome is OfferOutcome.NotFound ? NotFound() : ToOffer(id);
    }

    [HttpGet("/offers/{id}/draft/{part?}")]
    public async Task<IActionResult> Show(string id, DraftPart? part, bool problems, MailChoice choice, CancellationToken cancel)
    {
        if (await drafts.Find(id, cancel) is not { Draft: { } draft } offer) return ToOffer(id);
        var page = await drafts.Run(offer, part ?? DraftPart.OfferDetails, DraftForm.Of(draft.Terms, draft.Version), choice, cancel);
        if (problems) Mark(page);
        return View("Show", page with { ShowProblems = problems });
    }

    /// <param name="over">The version of somebody else that is knowingly saved over.</param>
    /// <param name="then">The page to go on with; null: the draft is closed.</param>
    [HttpPost("/offers/{id}/draft/{part}")]
    public async Task<IActionResult> Save(
        string id, DraftPart part, [Bind(Prefix = DraftForm.Prefix)] DraftForm form, MailChoice choice, int? over, DraftPart? then, CancellationToken cancel)
    {
        form.Version = over ?? form.Version;
        return await Keep(id, part, form, choice, cancel) ?? (then is { } next ? To(id, next, choice) : ToOffer(id));
    }

    [HttpPost("/offers/{id}/draft/{part}/approve"), Requires(Permission.ApproveOffer)]
    public async Task<IActionResult> Approve(
        string id, DraftPart part, [Bind(Prefix = DraftForm.Prefix)] DraftForm form, MailChoice choice,
        [FromServices] ApproveOffer approve, [FromServices] CheckMails mails, CancellationToken cancel)
    {
        if (await Keep(id, part, form, choice, cancel) is { } refused) return refused;
        var outcome = await approve.Run(id, mails.Problems, User.Actor(), cancel);
        if (outcome is ApproveOutcome.Rejected) return To(id, part, choice, problems: true);
        if (outcome is ApproveOutcome.Approved) TempData["Done"] = texts["Offers.ApprovedNow"];
        else TempData["Refused"] = texts["Offers.NotInThisState"];
        return ToOffer(id);
    }

    [HttpPost("/offers/{id}/draft/discard")]
    public async Task<IActionResult> Discard(string id, [FromServices] DiscardDraft discard, CancellationToken cancel)
    {
        if (texts.Of(await discard.Run(id, User.Actor(), cancel)) is { } refused) TempData["Refused"] = refused;
        else TempData["Done"] = texts["Offers.DraftDiscarded"];
        return ToOffer(id);
    }

    /// <summary>What the public would see of the draft, in a frame.</summary>
    [HttpGet("/offers/{id}/draft/preview")]
    public async Task<IActionResult> Preview(string id, string? language, PreviewOf of, bool phone, CancellationToken cancel) =>
        await drafts.Find(id, cancel) is { Draft: { } draft } offer
            ? View(new PreviewPage(offer, draft.Terms.LanguageFor(language ?? texts.Language), of, phone, drafts.AddressOf(offer)))
            : ToOffer(id);

    /// <summary>Saves the part that was typed. Null: it is saved; for a script the answer is complete either way.</summary>
    private async Task<IActionResult?> Keep(string id, DraftPart part, DraftForm form, MailChoice choice, CancellationToken cancel)
    {
        if (await drafts.Find(id, cancel) is not { Draft: { } draft } offer) return FromScript ? NotFound() : ToOffer(id);
        // Read once beforehand: an operation may be run again, and what cannot be read is said once.
        form.Into(draft.Terms, part, ModelState, texts);
        if (!ModelState.IsValid) return FromScript ? BadRequest() : View("Show", await drafts.Run(offer, part, form, choice, cancel));
        var unread = new ModelStateDictionary();
        switch (await save.Run(id, form.Version, terms => form.Into(terms, part, unread, texts), User.Actor(), cancel))
        {
            case SaveDraftOutcome.Saved saved:
                var at = texts["Offers.DraftSavedAt", Formats.Time(saved.At, draft.Terms.TimeZone)];
                return FromScript ? Json(new { version = saved.Version, message = at }) : null;
            case SaveDraftOutcome.Conflict theirs:
                var conflict = new DraftConflict(texts["Offers.DraftConflict", theirs.By, Formats.Time(theirs.At, draft.Terms.TimeZone)], theirs.Version);
                if (FromScript) return Conflict(conflict);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View("Show", await drafts.Run(offer, part, form, choice, cancel) with { Conflict = conflict });
            default:
                return FromScript ? NotFound() : ToOffer(id);
        }
    }

    /// <summary>Says beside each field of this page what keeps the draft from being approved.</summary>
    private void Mark(DraftPage page)
    {
        foreach (var problem in page.Problems.Where(p => p.Part == page.Part))
            ModelState.AddModelError($"{DraftForm.Prefix}.{problem.Field}", texts[$"Offers.Problem{problem.Problem.Kind}", problem.Problem.Detail]);
    }

    private RedirectToActionResult To(string id, DraftPart part, MailChoice choice, bool problems = false) => RedirectToAction(nameof(Show), new
    {
        id,
        part,
        problems = problems ? (bool?)true : null,
        mail = part == DraftPart.Emails ? (DraftMail?)choice.Mail : null,
        language = part == DraftPart.Emails ? choice.Language : null,
    });

    private RedirectResult ToOffer(string id) => Redirect($"~/offers/{id}");
}
