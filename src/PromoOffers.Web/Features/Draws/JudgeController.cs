using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Draws;

/// <summary>Decides about somebody who was drawn; each decision is appended to the record.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.PickWinners)]
[Route("/offers/{offerId}/winners/{number:int}/{rank:int}")]
public sealed class JudgeController(ReadOffer offers, Texts texts) : Controller
{
    [HttpPost("disqualify")]
    public async Task<IActionResult> Disqualify(
        string offerId, int number, int rank, int? page, DisqualificationCategory? category, string? note, [FromServices] Disqualify disqualify, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (!Choices.Contains(category ?? DisqualificationCategory.AlreadyWon) || note?.Trim().Length > DrawingRecord.MaxNoteLength)
            return Told(offerId, number, rank, page, texts["Winners.WrongReason", DrawingRecord.MaxNoteLength], "");
        var outcome = await disqualify.Run(offer.Id, number, rank, category!.Value, note, User.Actor(), cancel);
        return Told(offerId, number, rank, page, texts.Of(outcome), "Winners.Disqualified");
    }

    /// <summary>Somebody who was given the time of the rules and did not redeem makes way for the next in the order.</summary>
    [HttpPost("replace")]
    public async Task<IActionResult> Replace(string offerId, int number, int rank, int? page, [FromServices] Disqualify disqualify, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var outcome = await disqualify.Run(offer.Id, number, rank, DisqualificationCategory.NotRedeemed, null, User.Actor(), cancel);
        return Told(offerId, number, rank, page, texts.Of(outcome), "Winners.Disqualified");
    }

    [HttpPost("reinstate")]
    public async Task<IActionResult> Reinstate(string offerId, int number, int rank, int? page, string? note, [FromServices] Reinstate reinstate, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (note?.Trim().Length > DrawingRecord.MaxNoteLength) return Told(offerId, number, rank, page, texts["Winners.WrongReason", DrawingRecord.MaxNoteLength], "");
        var outcome = await reinstate.Run(offer.Id, number, rank, note, User.Actor(), cancel);
        return Told(offerId, number, rank, page, texts.Of(outcome), "Winners.Reinstated");
    }

    /// <summary>Reasons that a person gives; the others follow from something else.</summary>
    public static IReadOnlyList<DisqualificationCategory> Choices { get; } =
        [.. Enum.GetValues<DisqualificationCategory>().Except([DisqualificationCategory.AlreadyWon, DisqualificationCategory.NotRedeemed])];

    private RedirectResult Told(string offerId, int number, int rank, int? page, string? refused, string done)
    {
        if (refused is not null) TempData["Refused"] = refused;
        else TempData["Done"] = texts[done, rank];
        return Redirect($"{Url.Action("Show", "Winners", new { offerId, number, page })}#rank-{rank}");
    }
}
