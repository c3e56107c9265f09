using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>The mail server has accepted a mail. Its code counts as sent from the first time on, once.</summary>
public sealed class RecordSent(IWrites writes)
{
    private static readonly CompiledQuery<long, Delivery> OfKey = new((db, id) => db.Deliveries.Single(d => d.Id == id));
    private static readonly CompiledQuery<long, Participant> Person = new((db, id) => db.Participants.Single(p => p.Id == id));

    /// <param name="fileName">Where it lies in the folder; null: it went to a mail server.</param>
    public Task<bool> Run(long deliveryId, string? fileName, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var delivery = await OfKey.Run(db, deliveryId, token);
            (delivery.State, delivery.SentAt, delivery.NextAttemptAt, delivery.LastError) = (DeliveryState.Sent, now, null, null);
            (delivery.LeaseOwner, delivery.LeaseUntil, delivery.FileName) = (null, null, fileName);
            await db.SaveChangesAsync(token);
            if (delivery.AwardId is not null || delivery.CodeId is not null) await ShowPrize(db, delivery, now, token);
            return true;
        }, cancel);

    private static async Task ShowPrize(PromoOffersDb db, Delivery delivery, DateTime now, CancellationToken cancel)
    {
        var isFirst = delivery.CodeId is { } code && await Count(db, delivery, code, now, cancel);
        var participant = await Person.Run(db, delivery.ParticipantId!.Value, cancel);
        if (isFirst && participant.CodesSent == 1) db.Totals(participant.OfferId).CodeSent++;
        await db.ShowPrize(participant, cancel);
    }

    /// <returns>Whether it is the first time that this code was sent.</returns>
    private static async Task<bool> Count(PromoOffersDb db, Delivery delivery, long code, DateTime now, CancellationToken cancel)
    {
        var first = await db.PromoCodes.Where(c => c.Id == code && c.SentAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.SentAt, now), cancel);
        if (first == 0) return false;
        var (offer, participant) = (delivery.OfferId!.Value, delivery.ParticipantId!.Value);
        await db.Participants.Where(p => p.Id == participant).ExecuteUpdateAsync(set => set.SetProperty(p => p.CodesSent, p => p.CodesSent + 1), cancel);
        db.Totals(offer).CodesSent++;
        db.Day(offer, now).CodesSent++;
        await db.TellWebhooks(new WebhookEvent.CodeSent(offer, participant, now), now, cancel);
        return true;
    }
}
