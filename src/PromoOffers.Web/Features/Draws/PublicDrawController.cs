using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Draws;
using PromoOffers.Domain.Draws;
using PromoOffers.Web.Features.Participants;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Draws;

/// <summary>What is public of a drawing: its commitment from the beginning, its digest once frozen, certificate and list once final.</summary>
[AllowAnonymous, PublicPage]
[Route("/o/{slug}/draws/{number:int}")]
public sealed class PublicDrawController(PromoOffersDb db, Texts texts, TimeProvider time) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string slug, int number, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await PublicOffer.Find(db, slug, texts.Language, now, cancel) is not { IsDraw: true } offer) return NotFound();
        return await Find(slug, number, cancel) is { } drawing ? new InLanguageOf(offer, View(new PublicDrawingPage(offer, drawing, now))) : NotFound();
    }

    [HttpGet("certificate.json")]
    public async Task<IActionResult> Certificate(string slug, int number, [FromServices] ReadCertificate read, CancellationToken cancel) =>
        await Find(slug, number, cancel) is { IsFinal: true } drawing
            ? File(System.Text.Encoding.UTF8.GetBytes(await read.Run(drawing.Id, cancel)), "application/json", $"{slug}-{number}-certificate.json")
            : NotFound();

    [HttpGet("entries.txt")]
    public async Task<IActionResult> Entries(string slug, int number, CancellationToken cancel)
    {
        if (await Find(slug, number, cancel) is not { IsFinal: true } drawing) return NotFound();
        Response.ContentType = "text/plain; charset=us-ascii";
        Response.Headers.ContentDisposition = $"attachment; filename={slug}-{number}-entries.txt";
        await EntryList.Write(db, drawing, Response.Body, cancel);
        return new EmptyResult();
    }

    private Task<Drawing?> Find(string slug, int number, CancellationToken cancel) => (
        from drawing in db.Drawings.AsNoTracking()
        join offer in db.Offers on drawing.OfferId equals offer.Id
        where offer.Slug == slug && drawing.Number == number
        select drawing).SingleOrDefaultAsync(cancel);
}

public sealed record PublicDrawingPage(PublicOffer Offer, Drawing Drawing, DateTime Now)
{
    public string Zone => Offer.Terms.TimeZone;
    public string? PublicValueSource => Offer.Terms.Sweepstakes!.PublicValueSource;
    public string Root => $"~/o/{Offer.Slug}/draws/{Drawing.Number}";
}
