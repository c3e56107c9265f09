using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>The mail server has accepted a mail. Its code counts as sent from the first time on, once.</summary>
public sealed class RecordSent(IWrites writes)
{
    /// <param name="fileName">Where it lies in the folder; null: it went to a mail server.</param>
    public Task<bool> Run(long deliveryId, string? fileName, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var delivery = await db.Deliveries.SingleAsync(d => d.Id == deliveryId, token);
            (delivery.State, delivery.SentAt, delivery.NextAttemptAt, delivery.LastError) = (DeliveryState.Sent, now, null, null);
            (delivery.LeaseOwner, delivery.LeaseUntil, delivery.FileName) = (null, null, fileName);
            await db.SaveChangesAsync(token);
            if (delivery.CodeId is { } code) await CountCode(db, delivery, code, now, token);
            if (delivery.AwardId is not null) await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == delivery.ParticipantId, token), token);
            return true;
        }, cancel);

    private static async Task CountCode(PromoOffersDb db, Delivery delivery, long code, DateTime now, CancellationToken cancel)
    {
        var first = await db.PromoCodes.Where(c => c.Id == code && c.SentAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.SentAt, now), cancel);
        if (first == 0) return;
        var person = db.Participants.Where(p => p.Id == delivery.ParticipantId);
        await person.ExecuteUpdateAsync(set => set.SetProperty(p => p.CodesSent, p => p.CodesSent + 1), cancel);
        var totals = db.Totals(delivery.OfferId!.Value);
        if (await person.Select(p => p.CodesSent).SingleAsync(cancel) == 1) totals.CodeSent++;
        totals.CodesSent++;
        db.Day(delivery.OfferId!.Value, now).CodesSent++;
        await db.TellWebhooks(new WebhookEvent.CodeSent(delivery.OfferId!.Value, delivery.ParticipantId!.Value, now), now, cancel);
    }
}
