using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Offers;

/// <summary>Programs and their offers.</summary>
[Requires(Permission.AccessMarketingActivities)]
public sealed class ActivitiesController(ReadActivities read, PromoOffersDb db, Texts texts) : Controller
{
    [HttpGet("/activities")]
    public async Task<IActionResult> Show(string? search, ActivityFilter filter, CancellationToken cancel) =>
        View(await read.Run(search, filter, cancel));

    [HttpGet("/activities/programs/new"), Requires(Permission.EditMarketingAsset)]
    public IActionResult NewProgram() => View("Program", new ProgramForm());

    [HttpPost("/activities/programs"), Requires(Permission.EditMarketingAsset)]
    public async Task<IActionResult> CreateProgram(ProgramForm form, [FromServices] CreateProgram create, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return View("Program", form);
        await create.Run(form.Name!, User.Actor(), cancel);
        return Told(new OfferOutcome.Done(""), "Offers.ProgramCreated", form.Name);
    }

    [HttpGet("/activities/programs/{id}"), Requires(Permission.EditMarketingAsset)]
    public async Task<IActionResult> EditProgram(string id, CancellationToken cancel) =>
        await db.Programs.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == id, cancel) is { } program
            ? View("Program", new ProgramForm { Name = program.Name })
            : NotFound();

    [HttpPost("/activities/programs/{id}"), Requires(Permission.EditMarketingAsset)]
    public async Task<IActionResult> RenameProgram(string id, ProgramForm form, [FromServices] RenameProgram rename, CancellationToken cancel) =>
        ModelState.IsValid
            ? Told(await rename.Run(id, form.Name!, User.Actor(), cancel), "Offers.Renamed", form.Name)
            : View("Program", form);

    [HttpPost("/activities/programs/{id}/delete"), Requires(Permission.DeleteMarketingAsset)]
    public async Task<IActionResult> DeleteProgram(string id, [FromServices] DeleteProgram delete, CancellationToken cancel) =>
        Told(await delete.Run(id, User.Actor(), cancel), "Offers.ProgramDeleted");

    private IActionResult Told(OfferOutcome outcome, string done, string? name = null)
    {
        if (texts.Of(outcome) is { } refused) TempData["Refused"] = refused;
        else TempData["Done"] = texts[done, name];
        return outcome is OfferOutcome.NotFound ? NotFound() : RedirectToAction(nameof(Show));
    }
}
