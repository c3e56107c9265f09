using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

public abstract record RollbackOutcome
{
    private RollbackOutcome() { }

    /// <summary>The code can be redeemed again.</summary>
    public sealed record RolledBack(Redemption Redemption, string OfferId) : RollbackOutcome;

    public sealed record AlreadyRolledBack(DateTime At) : RollbackOutcome;
    public sealed record NotFound : RollbackOutcome;
}

/// <summary>Takes a redemption back, once: for a payment that failed, or an order that was cancelled.</summary>
public sealed class RollBackRedemption(IWrites writes, AnswerOnce once, TimeProvider time)
{
    /// <param name="reason">1 to <see cref="Redemption.MaxReasonLength"/> characters.</param>
    public Task<RollbackOutcome> Run(string publicId, string reason, Actor actor, CancellationToken cancel = default) =>
        writes.Run((db, stop) => Within(db, publicId, reason, actor, stop), cancel);

    /// <summary>The same for a program that may lose the answer.</summary>
    public Task<OnceOutcome> Run(
        string publicId, string reason, Actor actor, OnceRequest key, Func<RollbackOutcome, GivenAnswer> answer, CancellationToken cancel = default) =>
        once.Run(key, (db, stop) => Within(db, publicId, reason, actor, stop), answer, cancel);

    private async Task<RollbackOutcome> Within(PromoOffersDb db, string publicId, string reason, Actor actor, CancellationToken cancel)
    {
        if (reason.Trim() is not { Length: > 0 and <= Redemption.MaxReasonLength } why) throw new RuleBroken("A redemption is rolled back for a reason.");
        var now = time.GetUtcNow().UtcDateTime;
        var done = await db.Redemptions.Where(r => r.PublicId == publicId && r.RolledBackAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.RolledBackAt, now)
            .SetProperty(r => r.RolledBackBy, actor.Name)
            .SetProperty(r => r.RollbackReason, why), cancel);
        var redemption = await db.Redemptions.AsNoTracking().SingleOrDefaultAsync(r => r.PublicId == publicId, cancel);
        if (redemption is null) return new RollbackOutcome.NotFound();
        if (done == 0) return new RollbackOutcome.AlreadyRolledBack(redemption.RolledBackAt!.Value);

        await db.PromoCodes.Where(c => c.Id == redemption.CodeId).ExecuteUpdateAsync(set => set.SetProperty(c => c.RedeemedAt, (DateTime?)null), cancel);
        await CountRedemption.TakeBack(db, redemption, cancel);
        await db.TellWebhooks(new WebhookEvent.RolledBack(redemption), now, cancel);
        db.AuditEntries.Add(new AuditEntry("redemption.rolled-back", actor, now, redemption.OfferId, redemption.ParticipantId)
        {
            Details = new Dictionary<string, string> { ["order"] = redemption.OrderId, ["reason"] = why },
        });
        return new RollbackOutcome.RolledBack(redemption, await db.Offers.Where(o => o.Id == redemption.OfferId).Select(o => o.PublicId).SingleAsync(cancel));
    }
}
