using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>The mail server has accepted a mail. Its code counts as sent from the first time on, once.</summary>
public sealed class RecordSent(IWrites writes, IMarkSent codes, IChangeParticipant participants)
{
    private static readonly CompiledQuery<long, Delivery> OfKey = new((db, id) => db.Deliveries.Single(d => d.Id == id));

    private static readonly CompiledQuery<long, long, long?, Recipient> Of = new((db, id, deliveryId, awardId) => db.Participants.Where(p => p.Id == id)
        .Select(p => new Recipient(p.Awards, p.Prize, !db.Deliveries.Any(d => d.AwardId == awardId && d.Id > deliveryId))).Single());

    /// <param name="fileName">Where it lies in the folder; null: it went to a mail server.</param>
    public Task<bool> Run(long deliveryId, string? fileName, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var delivery = await OfKey.Run(db, deliveryId, token);
            (delivery.State, delivery.SentAt, delivery.NextAttemptAt, delivery.LastError) = (DeliveryState.Sent, now, null, null);
            (delivery.LeaseOwner, delivery.LeaseUntil, delivery.FileName) = (null, null, fileName);
            await db.SaveChangesAsync(token);
            if (delivery.CodeId is { } code && await codes.Mark(db, code, now, token)) await Count(db, delivery, now, token);
            if (delivery.AwardId is not null || delivery.CodeId is not null) await ShowPrize(db, delivery, token);
            return true;
        }, cancel);

    private async Task Count(PromoOffersDb db, Delivery delivery, DateTime now, CancellationToken cancel)
    {
        var (offer, participant) = (delivery.OfferId!.Value, delivery.ParticipantId!.Value);
        if (await participants.CountSent(db, participant, cancel) == 1) db.Totals(offer).CodeSent++;
        db.Totals(offer).CodesSent++;
        db.Day(offer, now).CodesSent++;
        await db.TellWebhooks(new WebhookEvent.CodeSent(offer, participant, now), now, cancel);
    }

    private async Task ShowPrize(PromoOffersDb db, Delivery delivery, CancellationToken cancel)
    {
        var participant = delivery.ParticipantId!.Value;
        var recipient = await Of.Run(db, participant, delivery.Id, delivery.AwardId, cancel);
        if (recipient is { Awards: 1, Prize: PrizeState.Queued, IsLastMail: true })
        {
            // The mail that the one award waited for: it is known without a look at the rest.
            db.CountPrize(delivery.OfferId!.Value, PrizeState.Queued, PrizeState.Sent);
            await participants.MovePrize(db, participant, PrizeState.Queued, PrizeState.Sent, cancel);
        }
        else await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == participant, cancel), cancel);
    }

    /// <param name="IsLastMail">None was written for the same award after it.</param>
    private sealed record Recipient(int Awards, PrizeState Prize, bool IsLastMail);
}
