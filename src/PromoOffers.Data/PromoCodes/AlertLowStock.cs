using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Puts the mails and messages that tell of a low stock into their outboxes, once for each time that it runs low, however many servers look.</summary>
public sealed class AlertLowStock(IWrites writes)
{
    internal const string Action = "codes.low";

    /// <param name="mails">Protected contents, one for each person.</param>
    /// <returns>False: it has been told already.</returns>
    public Task<bool> Run(LowStock stock, IReadOnlyList<string> mails, DateTime now, CancellationToken cancel) => writes.Run(async (db, inner) =>
    {
        // Of two servers one comes second, and sees what the first has written.
        await db.OfferCounts.Where(c => c.OfferId == stock.OfferId).ExecuteUpdateAsync(row => row.SetProperty(c => c.CodesFree, c => c.CodesFree), inner);
        if (await ReadLowStock.IsTold(db, stock.OfferId, inner)) return false;
        db.Add(new AuditEntry("codes.low", Actor.System, now, stock.OfferId)
        {
            Details = new Dictionary<string, string> { ["free"] = stock.Forecast.Free.ToString(CultureInfo.InvariantCulture) },
        });
        await db.TellWebhooks(new WebhookEvent.PoolLow(stock.OfferId, stock.Forecast.Free, stock.Forecast.RunsOutOn(DateOnly.FromDateTime(now))), now, inner);
        db.AddRange(mails.Select(mail => new Delivery(mail, now)));
        return true;
    }, cancel);
}
