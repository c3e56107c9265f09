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

/// <summary>Who signed up for an offer, and which codes they were sent.</summary>
[Requires(Permission.AccessMarketingActivities)]
[Route("/offers/{offerId}/participants")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ParticipantsController(PromoOffersDb db, ReadOffer offers, Texts texts, TimeProvider time) : Controller
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;
    private bool Whole => User.Has(Permission.ViewPersonalData);

    [HttpGet("")]
    public async Task<IActionResult> List(string offerId, ParticipantListForm form, [FromServices] ListParticipants list, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var referrer = await Referrer(offer.Id, form.By, cancel);
        if (form.By is not null && referrer is null) return NotFound();
        var page = await list.Run(Query(offer.Id, form, referrer?.Id), cancel);
        var counts = await offers.Counts(offer.Id, cancel);
        return View(new ParticipantListPage(offer, offer.Header(OfferTab.Participants, texts, Now), counts, form, page, referrer?.Name, Whole));
    }

    [HttpGet("{entryId}/codes"), Requires(Permission.AccessPrizes)]
    public async Task<IActionResult> Codes(string offerId, string entryId, [FromServices] ViewCodes view, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (await view.Run(offer.Id, entryId, User.Actor(), cancel) is not { } given) return NotFound();
        var person = Person.Shown(given.Participant.FirstName, given.Participant.LastName, given.Participant.Email, Whole);
        return View(new ParticipantCodesPage(offer, offer.Header(OfferTab.Participants, texts, Now), given, person));
    }

    private ParticipantQuery Query(int offerId, ParticipantListForm form, long? referrerId) => new(offerId)
    {
        Filter = form.Show,
        Sort = form.Sort,
        Ascending = form.Asc,
        Search = form.Q,
        ByName = Whole,
        ByCode = User.Has(Permission.AccessPrizes),
        ReferredById = referrerId,
        Edge = PageEdge.From(form.At),
    };

    private async Task<(long Id, ReferrerName Name)?> Referrer(int offerId, string? entryId, CancellationToken cancel)
    {
        if (entryId is null) return null;
        var found = await db.Participants.Where(p => p.OfferId == offerId && p.EntryId == entryId)
            .Select(p => new { p.Id, Name = new ReferrerName(p.EntryId, p.FirstName, p.LastName, p.Email) }).SingleOrDefaultAsync(cancel);
        return found is null ? null : (found.Id, found.Name);
    }
}
