using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Draws;

/// <summary>The Winners tab of a sweepstakes, by drawing; and Pick Winners, which draws those that wait.</summary>
[Requires(Permission.AccessMarketingActivities)]
[Route("/offers/{offerId}/winners")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WinnersController(ReadOffer offers, ReadWinnersTab tab, Texts texts) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Foremost(string offerId, CancellationToken cancel) => Answer(offerId, null, 1, null, cancel);

    [HttpGet("{number:int}")]
    public Task<IActionResult> Show(string offerId, int number, int? page, int? judge, CancellationToken cancel) =>
        Answer(offerId, number, page ?? 1, judge, cancel);

    /// <summary>For the list of many drawings, where no script goes to the one that was chosen.</summary>
    [HttpGet("choose")]
    public IActionResult Choose(string offerId, int drawing) => RedirectToAction("Show", new { offerId, number = drawing });

    [HttpPost("{number:int}/pick"), Requires(Permission.PickWinners)]
    public async Task<IActionResult> Pick(
        string offerId, int number, [Bind(Prefix = "Form")] PickForm form, [FromServices] RunDraw draw, CancellationToken cancel)
    {
        if (await Find(offerId, cancel) is not { } offer) return NotFound();
        Check(form, offer.Terms.Sweepstakes!.PublicValueSource is not null);
        if (!ModelState.IsValid) return await Page(offer, number, new WinnersView(), form, cancel);
        var (drawn, refused) = (new List<int>(), new List<string>());
        foreach (var row in form.Drawings.Where(d => d.Winners is not null))
        {
            var outcome = await draw.Run(offer.Id, row.Number, row.Winners!.Value, row.PublicValue, User.Actor(), cancel);
            if (texts.Of(outcome, row.Number) is { } text) refused.Add(text);
            else drawn.Add(row.Number);
        }
        if (drawn.Count > 0) TempData["Done"] = drawn.Count == 1 ? texts["Winners.Drawn", drawn[0]] : texts["Winners.DrawnMany", drawn.Count];
        if (refused.Count > 0) TempData["Refused"] = string.Join(' ', refused);
        return RedirectToAction("Show", new { offerId, number = drawn.Contains(number) ? number : drawn.FirstOrDefault(number) });
    }

    private void Check(PickForm form, bool wantsPublicValue)
    {
        if (!form.Ready) ModelState.AddModelError("Form.Ready", texts["Winners.ErrorReady"]);
        if (form.Drawings.Count > PickForm.Most || form.Drawings.TrueForAll(d => d.Winners is null) && ModelState.ErrorCount == 0)
            ModelState.AddModelError(form.Drawings.Count == 0 ? "" : "Form.Drawings[0].Winners", texts["Winners.ErrorNoDrawing"]);
        for (var i = 0; wantsPublicValue && i < form.Drawings.Count; i++)
        {
            if (form.Drawings[i].Winners is not null && string.IsNullOrWhiteSpace(form.Drawings[i].PublicValue))
                ModelState.AddModelError($"Form.Drawings[{i}].PublicValue", texts["Winners.ErrorPublicValue"]);
        }
    }

    private async Task<IActionResult> Answer(string offerId, int? number, int page, int? judge, CancellationToken cancel) =>
        await Find(offerId, cancel) is { } offer ? await Page(offer, number, new WinnersView(page, judge), null, cancel) : NotFound();

    private async Task<IActionResult> Page(OfferSummary offer, int? number, WinnersView view, PickForm? form, CancellationToken cancel)
    {
        var who = (User.Has(Permission.PickWinners), User.Has(Permission.ViewPersonalData));
        return await tab.Run(offer, number, view, form, who, cancel) is { } page ? View("Show", page) : NotFound();
    }

    private async Task<OfferSummary?> Find(string offerId, CancellationToken cancel) =>
        await offers.Run(offerId, cancel) is { Kind: OfferKind.Sweepstakes } offer ? offer : null;
}
