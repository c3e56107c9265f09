using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;

namespace PromoOffers.Data.Redemptions;

/// <summary>
/// Holds a code for one shopper for a while. It ends by itself, so that a shopper who leaves blocks nobody; with the key of a lock the
/// same checkout prolongs it.
/// </summary>
public sealed class LockCode(IWrites writes, FindCode find, TimeProvider time)
{
    private const int MostTries = 10;

    /// <param name="length">From <see cref="CodeLock.Shortest"/> to <see cref="CodeLock.Longest"/>.</param>
    public async Task<ValidateOutcome> Run(ValidateRequest request, TimeSpan length, CancellationToken cancel = default)
    {
        if (length < CodeLock.Shortest || length > CodeLock.Longest) throw new RuleBroken("A lock is neither so short nor so long.");
        await find.Prepare(request.Customer, cancel);
        var key = PublicId.New();
        return await writes.Run((db, stop) => Lock(db, request, length, key, stop), cancel);
    }

    private async Task<ValidateOutcome> Lock(PromoOffersDb db, ValidateRequest request, TimeSpan length, string key, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var until = now + length;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (found, refusal) = await ValidateCode.Look(db, find, request, now, cancel);
            if (refusal is not null) return new ValidateOutcome.Invalid(refusal);
            var own = request.Basket.LockKey;
            var locked = await db.PromoCodes
                .Where(c => c.Id == found!.Code.CodeId && c.AwardId != null && c.VoidedAt == null && c.RedeemedAt == null
                    && (c.LockedUntil == null || c.LockedUntil <= now || c.LockKey == own))
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.LockedUntil, until).SetProperty(c => c.LockKey, key), cancel);
            if (locked == 1)
                return new ValidateOutcome.Valid(found!.Offer, found.Code.ValidUntil(found.Offer.Terms), new CodeLock(key, until));
        }
        throw new InvalidOperationException("A code changed hands more often than anybody could look.");
    }
}

/// <summary>Lets a code go before its lock ends.</summary>
public sealed class ReleaseLock(IWrites writes, TimeProvider time)
{
    /// <returns>False: no lock has that key, or it has ended.</returns>
    public Task<bool> Run(string key, CancellationToken cancel = default) => writes.Run(async (db, stop) =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await db.PromoCodes.Where(c => c.LockKey == key && c.LockedUntil > now).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.LockedUntil, (DateTime?)null)
            .SetProperty(c => c.LockKey, (string?)null), stop) > 0;
    }, cancel);
}
