using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Offers;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>The Promo Codes tab of an offer: its files, and what became of each.</summary>
[Requires(Permission.AccessMarketingActivities)]
[Route("/offers/{offerId}/codes")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CodesController(ReadOffer offers, ReadCodeFiles files, ReadOverview overviews, NoteLinesRead note, Texts texts, TimeProvider time) : Controller
{
    private const int WaitingShown = 5;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [HttpGet("")]
    public async Task<IActionResult> List(string offerId, int? before, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var today = DateOnly.FromDateTime(Now);
        var rows = await files.List(offer.Id, before, cancel);
        int? next = rows.Count > ReadCodeFiles.PageSize ? rows[ReadCodeFiles.PageSize - 1].Id : null;
        var waiting = await Waiting(offer, cancel);
        var held = (await files.HeldBack(offer.Id, cancel)).Select(told => FileReport.For(User, offer, told, waiting)).ToList();
        await Note([.. held.Select(report => report.File)], cancel);
        var overview = await overviews.Run(offer.Id, today, cancel);
        return View(new CodesPage(offer, Header(offer), overview, [.. rows.Take(ReadCodeFiles.PageSize)], next, held, waiting, today));
    }

    /// <summary>A script gets the report alone, to put it where the upload was begun.</summary>
    [HttpGet("{fileId}")]
    public async Task<IActionResult> Open(string offerId, string fileId, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (await files.Find(offer.Id, fileId, cancel) is not { } told) return NotFound();
        await Note([told.File], cancel);
        var report = FileReport.For(User, offer, told, await Waiting(offer, cancel));
        return Request.Headers.XRequestedWith == "fetch" ? PartialView("_Told", report) : View(new CodeFilePage(offer, Header(offer), report));
    }

    /// <summary>How far an upload is, for whoever waits for it.</summary>
    [HttpGet("{fileId}/progress")]
    public async Task<IActionResult> Progress(string offerId, string fileId, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (await files.Find(offer.Id, fileId, cancel) is not { File: var file }) return NotFound();
        return Json(new { state = file.State.ToString(), bytes = file.Bytes, codes = file.Codes, staged = file.Staged, read = file.Sha256 is not null });
    }

    private async Task Note(IEnumerable<CodeFile> shown, CancellationToken cancel)
    {
        var noted = shown.Where(file => FileReport.IsToBeNoted(User, file)).ToList();
        if (noted.Count > 0) await note.Run(noted, User.Actor(), cancel);
    }

    private OfferHeader Header(OfferSummary offer) => offer.Header(OfferTab.PromoCodes, texts, Now);

    private async Task<WaitingAwards> Waiting(OfferSummary offer, CancellationToken cancel)
    {
        var (prizes, people) = await files.Waiting(offer.Id, cancel);
        var first = prizes == 0 ? [] : await files.WaitingFirst(offer.Id, WaitingShown, cancel);
        return new(offer.PublicId, prizes, people, first, offer.Terms.Delivery == FulfillmentDelivery.Automatic);
    }
}
