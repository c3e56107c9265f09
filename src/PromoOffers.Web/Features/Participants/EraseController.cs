using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Offers;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Participants;

/// <summary>Erases a participant's personal data, as staff.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.ManageParticipants), Requires(Permission.ViewPersonalData)]
[Route("/offers/{offerId}/participants/{entryId}/erase")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class EraseController(PromoOffersDb db, ReadOffer offers, Texts texts, TimeProvider time) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Ask(string offerId, string entryId, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var person = await db.Participants.AsNoTracking().SingleOrDefaultAsync(p => p.OfferId == offer.Id && p.EntryId == entryId && p.ErasedAt == null, cancel);
        return person is null ? NotFound() : View(new ErasePage(
            offer, offer.Header(OfferTab.Participants, texts, time.GetUtcNow().UtcDateTime), entryId, Person.Shown(person.FirstName, person.LastName, person.Email, whole: true)));
    }

    [HttpPost("")]
    public async Task<IActionResult> Erase(
        string offerId, string entryId, bool everywhere, [FromServices] EraseParticipant erase, [FromServices] ErasureBell bell, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (await erase.Run(offer.Id, entryId, everywhere, User.Actor(), cancel) is not EraseOutcome.Erased erased) return NotFound();
        bell.Ring();
        TempData["Done"] = texts.Count("Participants.ErasedNow", erased.Offers);
        return RedirectToAction("List", "Participants", new { offerId });
    }
}

public sealed record ErasePage(OfferSummary Offer, OfferHeader Header, string EntryId, Person Person);
