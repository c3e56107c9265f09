namespace PromoOffers.Data.Redemptions;

/// <summary>The one guarded UPDATE that decides who redeems a code. The statement is each database's own.</summary>
public interface ITakeCode
{
    /// <summary>
    /// Takes the code inside the operation that <paramref name="db"/> belongs to, where it was assigned, is neither void nor used, and
    /// nobody else holds a lock on it; its lock ends.
    /// </summary>
    /// <param name="usedAt">What is noted as the time of its use.</param>
    /// <param name="lockKey">Of the lock that the shopper holds; null: none.</param>
    /// <param name="heedLocks">False: what was used is used, whoever holds a lock.</param>
    /// <returns>False: it could not be taken, and nothing changed.</returns>
    Task<bool> Take(PromoOffersDb db, long codeId, DateTime usedAt, string? lockKey, bool heedLocks, DateTime now, CancellationToken cancel);
}
