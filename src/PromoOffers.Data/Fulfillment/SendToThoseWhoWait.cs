using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Gives codes to the awards that wait for one, oldest first, as long as codes are free; after an upload.</summary>
public sealed class SendToThoseWhoWait(IWrites writes, FulfillAward fulfill)
{
    private const int Batch = 50;

    /// <returns>How many have their code and a mail in the outbox.</returns>
    public async Task<int> Run(int offerId, Actor by, DateTime now, CancellationToken cancel = default)
    {
        var total = 0;
        for (var more = true; more;)
        {
            (var sent, more) = await writes.Run((db, token) => Send(db, offerId, by, now, token), cancel);
            total += sent;
        }
        return total;
    }

    private async Task<(int Sent, bool More)> Send(PromoOffersDb db, int offerId, Actor by, DateTime now, CancellationToken cancel)
    {
        var offer = await db.Offers.Include(o => o.Approved).SingleAsync(o => o.Id == offerId, cancel);
        var awards = await db.Awards.Where(a => a.OfferId == offerId && a.State == AwardState.Waiting)
            .OrderBy(a => a.Id).Take(Batch).ToListAsync(cancel);
        var sent = 0;
        var noneFree = false;
        foreach (var award in awards)
        {
            if (!await db.StillIs(award, AwardState.Waiting, cancel)) continue;
            noneFree = await fulfill.Run(db, offer, award, now, cancel, first: true) == PrizeState.AwaitingCode;
            if (noneFree) break;
            await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == award.ParticipantId, cancel), cancel);
            sent++;
        }
        if (sent > 0) db.Add(new AuditEntry("fulfillment.sent-waiting", by, now, offerId) { Details = new Dictionary<string, string> { ["count"] = $"{sent}" } });
        return (sent, !noneFree && awards.Count == Batch);
    }
}
