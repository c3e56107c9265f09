using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Draws;

/// <summary>How many win, and that they do: the two decisions about a drawing as a whole that follow the draw.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.PickWinners)]
[Route("/offers/{offerId}/winners/{number:int}")]
public sealed class FinalizeController(PromoOffersDb db, ReadOffer offers, Texts texts) : Controller
{
    [HttpPost("number")]
    public async Task<IActionResult> Change(string offerId, int number, int winners, [FromServices] ChooseWinners choose, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (!ModelState.IsValid || winners is < 1 or > SweepstakesTerms.MaxWinners) return Told(offerId, number, texts.WrongNumber(), "");
        var outcome = await choose.Run(offer.Id, number, winners, User.Actor(), cancel);
        return Told(offerId, number, texts.Of(outcome, number), texts["Winners.Chosen", number, winners]);
    }

    /// <param name="expected">How many winners the page showed.</param>
    [HttpPost("finalize")]
    public async Task<IActionResult> Finalize(string offerId, int number, int expected, [FromServices] FinalizeDraw finalize, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var outcome = await finalize.Run(offer.Id, number, expected, User.Actor(), cancel);
        if (outcome is FinalizeOutcome.AlreadyFinal)
        {
            TempData["Done"] = texts.Of(outcome, number);
            return RedirectToAction("Show", "Winners", new { offerId, number });
        }
        return Told(offerId, number, texts.Of(outcome, number), outcome is FinalizeOutcome.Done ? texts.Count("Winners.Finalizes", await Mails(offer.Id, number, cancel), number) : "");
    }

    private Task<int> Mails(int offerId, int number, CancellationToken cancel) => (
        from drawing in db.Drawings
        join winner in db.Winners on drawing.Id equals winner.DrawingId
        join award in db.Awards on winner.Id equals award.WinnerId
        where drawing.OfferId == offerId && drawing.Number == number && award.State == AwardState.Fulfilled
        select award).CountAsync(cancel);

    private RedirectToActionResult Told(string offerId, int number, string? refused, string done)
    {
        if (refused is not null) TempData["Refused"] = refused;
        else TempData["Done"] = done;
        return RedirectToAction("Show", "Winners", new { offerId, number });
    }
}
