using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Participants;

/// <summary>The list of participants as a CSV file, streamed; codes stand in it for those alone who may see them.</summary>
[Requires(Permission.AccessMarketingActivities)]
public sealed class ExportController(ReadOffer offers, ExportParticipants export, Texts texts) : Controller
{
    [HttpGet("/offers/{offerId}/participants/export")]
    public async Task<IActionResult> Participants(string offerId, ParticipantListForm form, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var withCodes = User.Has(Permission.AccessPrizes);
        await export.Note(offer.Id, withCodes, User.Actor(), cancel);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{offer.Slug}-participants.csv\"";
        var query = new ParticipantQuery(offer.Id)
        {
            Filter = form.Show,
            Sort = form.Sort,
            Ascending = form.Asc,
            Search = form.Q,
            ByName = User.Has(Permission.ViewPersonalData),
            ByCode = withCodes,
        };
        await Write(export.Run(query, withCodes, cancel), withCodes, cancel);
        return new EmptyResult();
    }

    private async Task Write(IAsyncEnumerable<ExportedParticipant> people, bool withCodes, CancellationToken cancel)
    {
        await using var csv = CsvFiles.Begin(Response.Body);
        foreach (var column in Columns(withCodes)) csv.WriteField(texts[$"Participants.{column}"]);
        await csv.EndRecordAsync(cancel);
        var whole = User.Has(Permission.ViewPersonalData);
        await foreach (var person in people.WithCancellation(cancel))
        {
            foreach (var cell in Cells(person, whole)) csv.WriteCell(cell);
            await csv.EndRecordAsync(cancel);
        }
    }

    private static IEnumerable<string> Columns(bool withCodes) =>
        [.. (string[])["Participant", "Email", "Joined", "ReferredBy", "Friends", "Progress", "Prize", "CodesSentColumn"], .. withCodes ? (string[])["PromoCodes"] : []];

    private IEnumerable<string> Cells(ExportedParticipant person, bool whole)
    {
        var row = person.Row;
        var shown = Person.Shown(row.FirstName, row.LastName, row.Email, whole);
        yield return shown.Address.Length > 0 ? shown.Name : "";
        yield return shown.Address.Length > 0 ? shown.Address : shown.Name;
        yield return row.JoinedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        yield return row.Referrer is { } r ? Person.Shown(r.FirstName, r.LastName, r.Email, whole).Name : "";
        yield return row.Friends.ToString(CultureInfo.InvariantCulture);
        yield return row.Progress.ToString(CultureInfo.InvariantCulture);
        yield return texts[Person.PrizeText(row.Prize, row.CodesSent > 0)];
        yield return row.CodesSent.ToString(CultureInfo.InvariantCulture);
        if (person.Codes is not null) yield return string.Join('\n', person.Codes);
    }
}
