using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Redemptions.Api;
using PromoOffers.Web.Features.Shared.Api;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Offers.Api;

/// <param name="Uploaded">Codes of all its files.</param>
/// <param name="Free">Those that nobody was given.</param>
public sealed record StockAnswer(long Uploaded, long Free);

public sealed record OfferEntry
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    [Description("referral or sweepstakes")]
    public required string Kind { get; init; }

    [Description("draft, approved, paused or ended")]
    public required string State { get; init; }

    [Description("Address of its public page; left out before its first approval.")]
    public string? Address { get; init; }
    public PrizeAnswer? Prize { get; init; }
    public required StockAnswer Codes { get; init; }
    public required int Participants { get; init; }
    public required int Redeemed { get; init; }
}

[Route(Root), Tags("Offers"), Produces(Json)]
public sealed class OffersApi(PromoOffersDb db, PublicLinks links, Texts texts) : ApiController
{
    [HttpGet("offers")]
    [EndpointName("listOffers"), EndpointSummary("List the offers, the newest first")]
    [EndpointDescription("With any key. Archived offers are left out.")]
    [ProducesResponseType<Page<OfferEntry>>(200), ProducesResponseType<ApiProblem>(400)]
    public async Task<IActionResult> List(string? cursor, [Range(1, LargestPage)] int? limit, CancellationToken cancel)
    {
        if (!Cursor.TryRead(cursor, out var before)) return InvalidRequest.Answer("cursor", "This is no cursor of the list.");
        var size = limit ?? PageSize;
        var rows = await db.Offers.AsNoTracking().Include(o => o.Approved)
            .Where(o => o.ArchivedAt == null && (before == null || o.Id < before))
            .Join(db.OfferCounts, o => o.Id, c => c.OfferId, (offer, counts) => new { offer, counts })
            .OrderByDescending(row => row.offer.Id).Take(size + 1).ToListAsync(cancel);
        return Answer(Paged.Of(rows, size, row => row.offer.Id, row => Shown(row.offer, row.counts)));
    }

    private OfferEntry Shown(Offer offer, OfferCounts counts) => new()
    {
        Id = offer.PublicId,
        Name = offer.Name,
        Kind = Word(offer.Kind),
        State = Word(offer.State),
        Address = offer.Approved is null ? null : links.To($"o/{offer.Slug}").ToString(),
        Prize = offer.Approved is { } approved ? PrizeAnswer.Of(approved.Terms, texts.Language) : null,
        Codes = new(counts.CodesUploaded, counts.CodesFree),
        Participants = counts.Participants,
        Redeemed = counts.Redeemed,
    };

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
