using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>What every step of a code file writes beside the file itself: the offer's totals, and who did it.</summary>
internal static class CodeFileBooks
{
    /// <summary>Codes came to the offer, or, below zero, were taken away from it.</summary>
    public static Task<int> Count(PromoOffersDb db, int offerId, long codes, CancellationToken cancel) =>
        db.OfferCounts.Where(c => c.OfferId == offerId).ExecuteUpdateAsync(
            row => row.SetProperty(c => c.CodesUploaded, c => c.CodesUploaded + codes).SetProperty(c => c.CodesFree, c => c.CodesFree + codes), cancel);

    public static void Note(PromoOffersDb db, string action, CodeFile file, Actor by, DateTime now) =>
        db.Add(new AuditEntry(action, by, now, file.OfferId)
        {
            Details = new Dictionary<string, string> { ["file"] = file.Name, ["codes"] = file.Codes.ToString(CultureInfo.InvariantCulture) },
        });
}
