using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>What became of the wish to send a code again.</summary>
public abstract record ResendOutcome
{
    private ResendOutcome() { }

    public sealed record Queued(long DeliveryId) : ResendOutcome;

    /// <summary>A mail with it has not left yet; it is tried at once.</summary>
    public sealed record AlreadyOnItsWay(long DeliveryId) : ResendOutcome;

    /// <summary>Free, void, or not a code of this offer.</summary>
    public sealed record NotAssigned : ResendOutcome;

    /// <summary>Its holder was erased: there is no address to send it to.</summary>
    public sealed record HolderErased : ResendOutcome;
}

/// <summary>Sends somebody the code that they have once more: a new mail, the same code.</summary>
public sealed class ResendCode(IWrites writes)
{
    public Task<ResendOutcome> Run(int offerId, long codeId, Actor actor, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, token) =>
        {
            var code = await db.PromoCodes.AsNoTracking()
                .SingleOrDefaultAsync(c => c.Id == codeId && c.OfferId == offerId && c.AwardId != null && c.VoidedAt == null, token);
            if (code is null) return new ResendOutcome.NotAssigned();
            if (await db.HolderWasErased(offerId, codeId, token)) return new ResendOutcome.HolderErased();
            var last = await db.Deliveries.Where(d => d.AwardId == code.AwardId && d.CodeId == codeId).OrderByDescending(d => d.Id).FirstAsync(token);
            var participant = await db.Participants.SingleAsync(p => p.Id == last.ParticipantId, token);
            db.AuditEntries.Add(new AuditEntry("codes.resent", actor, now, offerId, participant.Id));
            if (last.NextAttemptAt is not null)
            {
                last.NextAttemptAt = now;
                return new ResendOutcome.AlreadyOnItsWay(last.Id);
            }
            var version = await db.Offers.Where(o => o.Id == offerId).Select(o => o.ApprovedId!.Value).SingleAsync(token);
            var again = db.Deliveries.Add(new Delivery(DeliveryKind.Fulfillment, offerId, version, participant.Id, now)
            {
                AwardId = code.AwardId,
                CodeId = codeId,
            }).Entity;
            await db.ShowPrize(participant, token);
            return (ResendOutcome)new ResendOutcome.Queued(again.Id);
        }, cancel);
}
