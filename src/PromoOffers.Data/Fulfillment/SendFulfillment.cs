using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <param name="Sent">Awards that have a mail in the outbox now.</param>
/// <param name="Waiting">Awards for which no code was free.</param>
public sealed record FulfillmentSent(int Sent, int Waiting);

/// <summary>Sends what was earned and held back to be sent by hand, to one participant or many.</summary>
public sealed class SendFulfillment(IWrites writes, FulfillAward fulfill)
{
    /// <summary>People in one transaction, so that others are not kept waiting.</summary>
    private const int Batch = 50;

    /// <param name="participantIds">Those of other offers, and those with nothing to be sent, are passed over.</param>
    public async Task<FulfillmentSent> Run(
        int offerId, IReadOnlyCollection<long> participantIds, Actor actor, DateTime now, CancellationToken cancel = default)
    {
        var total = new FulfillmentSent(0, 0);
        foreach (var people in participantIds.Distinct().Chunk(Batch))
        {
            var part = await writes.Run((db, token) => Send(db, offerId, people, actor, now, token), cancel);
            total = new(total.Sent + part.Sent, total.Waiting + part.Waiting);
        }
        return total;
    }

    private async Task<FulfillmentSent> Send(
        PromoOffersDb db, int offerId, long[] people, Actor actor, DateTime now, CancellationToken cancel)
    {
        var offer = await db.Offers.Include(o => o.Approved).SingleAsync(o => o.Id == offerId, cancel);
        var awards = await db.Awards.Where(a => a.OfferId == offerId && a.State == AwardState.Held && people.Contains(a.ParticipantId))
            .OrderBy(a => a.Id).ToListAsync(cancel);
        var (sent, waiting) = (0, 0);
        foreach (var award in awards)
        {
            if (!await db.StillIs(award, AwardState.Held, cancel)) continue;
            if (await fulfill.Run(db, offer, award, now, cancel) == PrizeState.Queued) sent++;
            else waiting++;
            await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == award.ParticipantId, cancel), cancel);
        }
        if (sent + waiting > 0)
            db.AuditEntries.Add(new AuditEntry("fulfillment.sent", actor, now, offerId)
            {
                Details = new Dictionary<string, string> { ["sent"] = $"{sent}", ["waiting"] = $"{waiting}" },
            });
        return new(sent, waiting);
    }
}

internal static class AwardGuard
{
    /// <summary>Whether nobody else has taken it on meanwhile; keeps others from it until the transaction ends.</summary>
    public static async Task<bool> StillIs(this PromoOffersDb db, Award award, AwardState state, CancellationToken cancel) =>
        await db.Awards.Where(a => a.Id == award.Id && a.State == state).ExecuteUpdateAsync(set => set.SetProperty(a => a.State, state), cancel) == 1;
}
