using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>A code that a shop wants to take for an order.</summary>
/// <param name="Typed">As the shopper typed it.</param>
/// <param name="Customer">The shopper's address; null: not said.</param>
/// <param name="UsedAt">When it was used, where that is told afterwards, and not in the future; null: it is used now.</param>
/// <param name="ApiKeyId">Null where no program asks.</param>
/// <param name="By">Name of the API key or of the person.</param>
public sealed record RedeemRequest(
    string Typed, string OrderId, Basket Basket, string? Customer, DateTime? UsedAt, int? ApiKeyId, string By);

/// <summary>What became of the wish to redeem a code.</summary>
public abstract record RedeemOutcome
{
    private RedeemOutcome() { }

    public sealed record Redeemed(Redemption Redemption, OfferOfCode Offer) : RedeemOutcome;

    /// <summary>This order has redeemed it before; nothing changed.</summary>
    public sealed record Already(Redemption Redemption, OfferOfCode Offer) : RedeemOutcome;

    /// <param name="ConflictId">Of the record that a use told afterwards left; null: it left none.</param>
    public sealed record Refused(Refusal Refusal, string? ConflictId = null) : RedeemOutcome;
}

/// <summary>Takes a code for an order, once: one guarded UPDATE decides, whoever asks at the same moment.</summary>
public sealed class RedeemCode(AnswerOnce once, FindCode find, ITakeCode take, IAppendRow rows, CountRedemption counts, TimeProvider time)
{
    /// <summary>Somebody may come between the look and the UPDATE; then it is looked at again.</summary>
    private const int MostTries = 10;

    public async Task<OnceOutcome> Run(RedeemRequest request, OnceRequest key, Func<RedeemOutcome, GivenAnswer> answer, CancellationToken cancel = default)
    {
        await find.Prepare(request.Customer, cancel);
        return await once.Run(key, (db, stop) => Within(db, request, stop), answer, cancel);
    }

    /// <summary>Redeems inside an operation, as where many are told at once.</summary>
    internal async Task<RedeemOutcome> Within(PromoOffersDb db, RedeemRequest request, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await find.Typed(db, request.Typed, cancel) is not { } found) return new RedeemOutcome.Refused(new Refusal.NotFound());
            if (found.Code.RedeemedAt is not null && await LiveOf(db, found).SingleOrDefaultAsync(cancel) is { } live && IsSameOrder(live, request))
                return new RedeemOutcome.Already(live, found.Offer);
            var refusal = request.UsedAt is null
                ? found.Code.RefusalAt(now, found.Offer.Terms, request.Basket, await find.IsHolder(found, request.Customer, cancel), orderIsKnown: true)
                : found.Code.RefusalOfUse();
            if (refusal is not null) return await Refuse(db, found, request, refusal, now, cancel);
            if (await take.Take(db, found.Code.CodeId, request.UsedAt ?? now, request.Basket.LockKey, heedLocks: request.UsedAt is null, now, cancel))
                return new RedeemOutcome.Redeemed(await Book(db, found, request, now, cancel), found.Offer);
        }
        throw new InvalidOperationException("A code changed hands more often than anybody could look.");
    }

    private static IQueryable<Redemption> LiveOf(PromoOffersDb db, FoundCode found) =>
        db.Redemptions.AsNoTracking().Where(r => r.CodeId == found.Code.CodeId && r.RolledBackAt == null);

    /// <summary>Order numbers of two shops may be the same; a list that somebody uploads tells what any of them did.</summary>
    private static bool IsSameOrder(Redemption live, RedeemRequest request) =>
        live.OrderId == request.OrderId && (request.ApiKeyId is null || live.ApiKeyId == request.ApiKeyId);

    private async Task<Redemption> Book(PromoOffersDb db, FoundCode found, RedeemRequest request, DateTime now, CancellationToken cancel)
    {
        var (code, at) = (found.Code, request.UsedAt ?? now);
        var redemption = new Redemption(code.CodeId, code.OfferId, code.ParticipantId, request.OrderId, at)
        {
            Amount = request.Basket.Amount,
            Currency = request.Basket.Currency,
            ReportedAt = request.UsedAt is null ? null : now,
            ApiKeyId = request.ApiKeyId,
            RecordedBy = request.By,
        };
        await rows.Append(db, redemption, cancel);
        await counts.Add(db, redemption, found.Holder, cancel);
        await db.TellWebhooks(new WebhookEvent.CodeRedeemed(redemption), now, cancel);
        return redemption;
    }

    private static async Task<RedeemOutcome> Refuse(
        PromoOffersDb db, FoundCode found, RedeemRequest request, Refusal refusal, DateTime now, CancellationToken cancel)
    {
        if (request.UsedAt is not { } at) return new RedeemOutcome.Refused(refusal);
        var code = found.Code;
        var before = await db.RedemptionConflicts.Where(c => c.CodeId == code.CodeId && c.OrderId == request.OrderId).Select(c => c.PublicId).SingleOrDefaultAsync(cancel);
        if (before is not null) return new RedeemOutcome.Refused(refusal, before);
        var conflict = db.RedemptionConflicts.Add(new RedemptionConflict(code.CodeId, code.OfferId, code.ParticipantId, request.OrderId, at, now)
        {
            Amount = request.Basket.Amount,
            Currency = request.Basket.Currency,
            ApiKeyId = request.ApiKeyId,
            RecordedBy = request.By,
        }).Entity;
        await db.SaveChangesAsync(cancel);
        return new RedeemOutcome.Refused(refusal, conflict.PublicId);
    }
}
