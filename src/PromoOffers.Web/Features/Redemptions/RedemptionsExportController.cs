using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions;

/// <summary>The list of redemptions as a CSV file, streamed; codes stand in it in full for those alone who may see them.</summary>
[Requires(Permission.AccessMarketingActivities)]
public sealed class RedemptionsExportController(ReadOffer offers, ListRedemptions redemptions, NoteRedemptions note, Texts texts) : Controller
{
    /// <summary>A cell that begins like a formula gets an apostrophe before it: a spreadsheet would run what a shop calls an order.</summary>
    private static readonly string[] Columns =
        ["Time", "Code", "Offer", "Order", "Amount", "Currency", "Participant", "Email", "RecordedBy", "Result", "RolledBackAt", "Reason"];

    [HttpGet("/redemptions/export")]
    public Task<IActionResult> All(RedemptionListForm form, CancellationToken cancel) => Write(null, form, cancel);

    [HttpGet("/offers/{offerId}/redemptions/export")]
    public async Task<IActionResult> OfOffer(string offerId, RedemptionListForm form, CancellationToken cancel) =>
        await offers.Run(offerId, cancel) is { } offer ? await Write(offer, form, cancel) : NotFound();

    private async Task<IActionResult> Write(OfferSummary? offer, RedemptionListForm form, CancellationToken cancel)
    {
        var view = new RedemptionView(User.Has(Permission.AccessPrizes), User.Has(Permission.ViewPersonalData), "Etc/UTC");
        var query = (form with { Before = null }).Query(offer?.Id, view);
        var counts = await redemptions.Counts(offer?.Id, cancel);
        await note.Run("redemption.exported", offer?.Id, (int)Math.Min(int.MaxValue, counts.Of(form.Show)), User.Actor(), cancel);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{offer?.Slug ?? "all"}-redemptions.csv\"";
        await using var csv = CsvFiles.Begin(Response.Body);
        foreach (var column in Columns) csv.WriteField(texts[$"Redemptions.{column}"]);
        await csv.EndRecordAsync(cancel);
        if (form.Show == RedemptionFilter.Conflicts)
            await foreach (var row in redemptions.AllConflicts(query, cancel)) await Write(csv, Cells(row, view), cancel);
        else
            await foreach (var row in redemptions.All(query, cancel)) await Write(csv, Cells(row, view), cancel);
        return new EmptyResult();
    }

    private static ValueTask Write(CsvWriter csv, IEnumerable<string?> cells, CancellationToken cancel)
    {
        foreach (var cell in cells) csv.WriteCell(cell);
        return csv.EndRecordAsync(cancel);
    }

    private string?[] Cells(RedemptionRow row, RedemptionView view)
    {
        var redemption = row.Redemption;
        return
        [
            Time(redemption.RedeemedAt), view.Code(row.Owner), row.Owner.OfferName, redemption.OrderId, Amount(redemption.Amount, redemption.Currency),
            redemption.Currency, view.Person(row.Owner).Name, view.Person(row.Owner).Address, redemption.RecordedBy,
            texts[redemption.RolledBackAt is null ? "Shared.StateRedeemed" : "Shared.StateRolledBack"],
            redemption.RolledBackAt is { } back ? Time(back) : null, redemption.RollbackReason,
        ];
    }

    private string?[] Cells(ConflictRow row, RedemptionView view)
    {
        var conflict = row.Conflict;
        return
        [
            Time(conflict.RedeemedAt), view.Code(row.Owner), row.Owner.OfferName, conflict.OrderId, Amount(conflict.Amount, conflict.Currency),
            conflict.Currency, view.Person(row.Owner).Name, view.Person(row.Owner).Address, conflict.RecordedBy, texts["Shared.StateConflict"], null, null,
        ];
    }

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Amount(long? minor, string? currency) =>
        minor is { } amount ? Currency.ToMajor(amount, currency).ToString($"F{Currency.Decimals(currency)}", CultureInfo.InvariantCulture) : null;
}
