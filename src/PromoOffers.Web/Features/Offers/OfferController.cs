using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Offers;

/// <summary>An offer as a whole: made, named, moved, paused, ended, deleted.</summary>
[Requires(Permission.AccessMarketingActivities)]
public sealed class OfferController(PromoOffersDb db, Texts texts) : Controller
{
    [HttpGet("/activities/offers/new"), Requires(Permission.EditMarketingAsset)]
    public async Task<IActionResult> New(string? program, string? from, CancellationToken cancel) =>
        View("New", await Choices(new NewOfferForm { Program = program, CloneFrom = User.Has(Permission.CloneMarketingAsset) ? from : null }, cancel));

    [HttpPost("/activities/offers"), Requires(Permission.EditMarketingAsset)]
    public async Task<IActionResult> Create(
        [Bind(Prefix = "Form")] NewOfferForm form, [FromServices] CreateOffer create, [FromServices] CloneOffer clone, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return View("New", await Choices(form, cancel));
        if (!string.IsNullOrEmpty(form.CloneFrom) && !User.Has(Permission.CloneMarketingAsset)) return Forbid();
        var outcome = string.IsNullOrEmpty(form.CloneFrom)
            ? await create.Run(form.Program!, form.Name!, form.Kind, User.Actor(), cancel)
            : await clone.Run(form.CloneFrom, form.Program!, form.Name!, User.Actor(), cancel);
        return outcome is OfferOutcome.Done { PublicId: var id } ? Redirect($"~/offers/{id}/draft") : NotFound();
    }

    [HttpGet("/activities/offers/{id}"), Requires(Permission.EditMarketingAsset)]
    public async Task<IActionResult> Edit(string id, CancellationToken cancel) =>
        await (from offer in db.Offers
               join program in db.Programs on offer.ProgramId equals program.Id
               where offer.PublicId == id
               select new OfferForm { Name = offer.Name, Program = program.PublicId }).FirstOrDefaultAsync(cancel) is { } form
            ? View("Edit", await Choices(form, cancel))
            : NotFound();

    [HttpPost("/activities/offers/{id}"), Requires(Permission.EditMarketingAsset)]
    public async Task<IActionResult> Change(
        string id, [Bind(Prefix = "Form")] OfferForm form, [FromServices] RenameOffer rename, [FromServices] MoveOffer move, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return View("Edit", await Choices(form, cancel));
        var before = await (from offer in db.Offers
                            join program in db.Programs on offer.ProgramId equals program.Id
                            where offer.PublicId == id
                            select new { offer.Name, Program = program.PublicId }).FirstOrDefaultAsync(cancel);
        if (before is null) return NotFound();
        if (before.Name != form.Name!.Trim()) await rename.Run(id, form.Name, User.Actor(), cancel);
        return before.Program == form.Program
            ? Told(new OfferOutcome.Done(id), "Offers.Saved", form.Name)
            : Told(await move.Run(id, form.Program!, User.Actor(), cancel), "Offers.Saved", form.Name);
    }

    [HttpPost("/activities/offers/{id}/delete"), Requires(Permission.DeleteMarketingAsset)]
    public async Task<IActionResult> Delete(string id, [FromServices] DeleteOffer delete, CancellationToken cancel) =>
        Told(await delete.Run(id, User.Actor(), cancel), "Offers.Deleted");

    [HttpPost("/activities/offers/{id}/archive"), Requires(Permission.DeleteMarketingAsset)]
    public async Task<IActionResult> Archive(string id, [FromServices] ArchiveOffer archive, CancellationToken cancel) =>
        Told(await archive.Run(id, User.Actor(), cancel), "Offers.Archived");

    [HttpPost("/activities/offers/{id}/restore"), Requires(Permission.DeleteMarketingAsset)]
    public async Task<IActionResult> Restore(string id, [FromServices] RestoreOffer restore, CancellationToken cancel) =>
        Told(await restore.Run(id, User.Actor(), cancel), "Offers.Restored");

    [HttpPost("/activities/offers/{id}/pause"), Requires(Permission.ApproveOffer)]
    public async Task<IActionResult> Pause(string id, [FromServices] PauseOffer pause, CancellationToken cancel) =>
        Told(await pause.Run(id, User.Actor(), cancel), "Offers.Paused");

    [HttpPost("/activities/offers/{id}/resume"), Requires(Permission.ApproveOffer)]
    public async Task<IActionResult> Resume(string id, [FromServices] ResumeOffer resume, CancellationToken cancel) =>
        Told(await resume.Run(id, User.Actor(), cancel), "Offers.Resumed");

    [HttpPost("/activities/offers/{id}/end"), Requires(Permission.ApproveOffer)]
    public async Task<IActionResult> End(string id, [FromServices] EndOffer end, CancellationToken cancel) =>
        Told(await end.Run(id, User.Actor(), cancel), "Offers.Ended");

    private async Task<OfferPage<TForm>> Choices<TForm>(TForm form, CancellationToken cancel) => new(
        form,
        await db.Programs.OrderBy(p => p.Name).Select(p => new Choice(p.PublicId, p.Name)).ToListAsync(cancel),
        User.Has(Permission.CloneMarketingAsset) ? await db.Offers.OrderBy(o => o.Name).Select(o => new Choice(o.PublicId, o.Name)).ToListAsync(cancel) : []);

    private IActionResult Told(OfferOutcome outcome, string done, string? name = null)
    {
        if (texts.Of(outcome) is { } refused) TempData["Refused"] = refused;
        else TempData["Done"] = texts[done, name];
        return outcome is OfferOutcome.NotFound ? NotFound() : Redirect("~/activities");
    }
}

public sealed record Choice(string Id, string Name);

/// <param name="Offers">Those that may be cloned.</param>
public sealed record OfferPage<TForm>(TForm Form, IReadOnlyList<Choice> Programs, IReadOnlyList<Choice> Offers);
