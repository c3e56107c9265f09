using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>What became of the wish to replace a code.</summary>
public abstract record ReplaceOutcome
{
    private ReplaceOutcome() { }

    public sealed record Replaced(long DeliveryId) : ReplaceOutcome;
    public sealed record Redeemed : ReplaceOutcome;

    /// <summary>No code to give instead; the old one still holds.</summary>
    public sealed record NoneFree : ReplaceOutcome;

    /// <summary>Free, void already, or not a code of this offer.</summary>
    public sealed record NotAssigned : ReplaceOutcome;

    /// <summary>Its holder was erased: there is no address to send another one to. The code still holds.</summary>
    public sealed record HolderErased : ReplaceOutcome;
}

/// <summary>Takes a code out of use and sends its holder another one.</summary>
public sealed class ReplaceCode(IWrites writes, IClaimCodes claims)
{
    public const int MaxReasonLength = 500;

    /// <param name="reason">1 to <see cref="MaxReasonLength"/> characters; kept with the void code and in the audit trail.</param>
    public async Task<ReplaceOutcome> Run(int offerId, long codeId, string reason, Actor actor, DateTime now, CancellationToken cancel = default)
    {
        if (reason.Trim() is not { Length: > 0 and <= MaxReasonLength } why) throw new RuleBroken("A code is replaced for a reason.");
        try
        {
            return await writes.Run((db, token) => Replace(db, offerId, codeId, why, actor, now, token), cancel);
        }
        catch (NothingToGive)
        {
            return new ReplaceOutcome.NoneFree();
        }
    }

    private async Task<ReplaceOutcome> Replace(
        PromoOffersDb db, int offerId, long codeId, string reason, Actor actor, DateTime now, CancellationToken cancel)
    {
        if (await db.HolderWasErased(offerId, codeId, cancel)) return new ReplaceOutcome.HolderErased();
        // Guarded, because the shop may redeem it at this moment.
        var voided = await db.PromoCodes
            .Where(c => c.Id == codeId && c.OfferId == offerId && c.AwardId != null && c.VoidedAt == null && c.RedeemedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.VoidedAt, now).SetProperty(c => c.VoidReason, reason), cancel);
        var old = await db.PromoCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == codeId && c.OfferId == offerId, cancel);
        if (voided == 0) return old?.RedeemedAt is null ? new ReplaceOutcome.NotAssigned() : new ReplaceOutcome.Redeemed();

        var award = await db.Awards.AsNoTracking().SingleAsync(a => a.Id == old!.AwardId, cancel);
        var code = await claims.Claim(db, offerId, award.Id, now, cancel) ?? throw new NothingToGive();
        await StopMails(db, codeId, cancel);
        var version = await db.Offers.Where(o => o.Id == offerId).Select(o => o.ApprovedId!.Value).SingleAsync(cancel);
        var delivery = db.Deliveries.Add(new Delivery(DeliveryKind.Fulfillment, offerId, version, award.ParticipantId, now)
        {
            AwardId = award.Id,
            CodeId = code,
        }).Entity;
        db.AuditEntries.Add(new AuditEntry("codes.replaced", actor, now, offerId, award.ParticipantId)
        {
            Details = new Dictionary<string, string> { ["reason"] = reason },
        });
        await db.ShowPrize(await db.Participants.SingleAsync(p => p.Id == award.ParticipantId, cancel), cancel);
        return new ReplaceOutcome.Replaced(delivery.Id);
    }

    /// <summary>A mail with the old code that has not left yet stays where it is.</summary>
    private static Task<int> StopMails(PromoOffersDb db, long codeId, CancellationToken cancel) =>
        db.Deliveries.Where(d => d.CodeId == codeId && d.NextAttemptAt != null).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Failed)
            .SetProperty(d => d.NextAttemptAt, (DateTime?)null)
            .SetProperty(d => d.LastError, MailErrors.Replaced), cancel);

    /// <summary>Undoes the operation: the old code must not be lost where there is no new one.</summary>
    private sealed class NothingToGive : Exception;
}
