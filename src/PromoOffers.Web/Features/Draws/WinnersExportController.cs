using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Participants;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Draws;

/// <summary>The winners of a drawing as a CSV file; proposed ones for those alone who may pick them, codes for those who may see them.</summary>
[Requires(Permission.AccessMarketingActivities)]
public sealed class WinnersExportController(PromoOffersDb db, ReadOffer offers, ExportWinners export, Texts texts) : Controller
{
    [HttpGet("/offers/{offerId}/winners/{number:int}/export")]
    public async Task<IActionResult> Winners(string offerId, int number, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { Kind: OfferKind.Sweepstakes } offer) return NotFound();
        var drawing = await db.Drawings.AsNoTracking().SingleOrDefaultAsync(d => d.OfferId == offer.Id && d.Number == number, cancel);
        if (drawing is not { IsFinal: true } && !(drawing is { State: DrawingState.Drawn } && User.Has(Permission.PickWinners))) return NotFound();
        var withCodes = User.Has(Permission.AccessPrizes);
        await export.Note(drawing, withCodes, User.Actor(), cancel);
        Response.SendsCsv($"{offer.Slug}-{number}-winners.csv");
        await using var csv = CsvFiles.Begin(Response.Body);
        foreach (var column in Columns(withCodes)) csv.WriteField(texts[$"Winners.{column}"]);
        await csv.EndRecordAsync(cancel);
        await foreach (var winner in export.Run(drawing, withCodes, cancel))
        {
            foreach (var cell in Cells(winner, withCodes)) csv.WriteCell(cell);
            await csv.EndRecordAsync(cancel);
        }
        return new EmptyResult();
    }

    private static IEnumerable<string> Columns(bool withCodes) =>
        [.. (string[])["Rank", "Outcome", "ReplacesColumn", "Participant", "Email", "EntryId", "Entries", "Entered", "Prize", "Sent", "Redeemed", "Reason", "NoteColumn"], .. withCodes ? (string[])["PromoCode"] : []];

    private IEnumerable<string> Cells(ExportedWinner winner, bool withCodes)
    {
        var (row, whole) = (winner.Row, User.Has(Permission.ViewPersonalData));
        var person = Person.Shown(row.FirstName, row.LastName, row.Email, whole);
        yield return Number(row.Place.Rank);
        yield return texts[$"Winners.Outcome{row.Place.Outcome}"];
        yield return row.Place.Replaces is { } replaced ? Number(replaced) : "";
        yield return person.Address.Length > 0 ? person.Name : "";
        yield return person.Address.Length > 0 ? person.Address : person.Name;
        yield return winner.PublicEntryId;
        yield return Number(row.Entries);
        yield return Time(row.EnteredAt);
        yield return row.Award is { } award ? texts[Person.PrizeText(award.Prize, award.Code is not null)] : "";
        yield return Time(row.Award?.SentAt);
        yield return Time(row.Award?.RedeemedAt);
        yield return row.Decided?.Category is { } category ? texts[$"Winners.Category{category}"] : "";
        yield return whole ? row.Decided?.Note ?? "" : "";
        if (withCodes) yield return winner.Code ?? "";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
