namespace PromoOffers.Data.PromoCodes;

/// <summary>Takes one free code for an award, from the file published first. The statement is each database's own.</summary>
public interface IClaimCodes
{
    /// <summary>
    /// Gives the award one free code of the offer, inside the operation that <paramref name="db"/> belongs to, and keeps the counts.
    /// Null: none is free, confirmed by a read that skips no row another transaction holds.
    /// </summary>
    Task<long?> Claim(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel);

    /// <summary>The same for many awards, by a few statements.</summary>
    /// <param name="awards">In their order.</param>
    /// <returns>The code of each, in that order; fewer where no more are free.</returns>
    Task<IReadOnlyList<long>> ClaimMany(PromoOffersDb db, int offerId, IReadOnlyList<long> awards, DateTime now, CancellationToken cancel);

    /// <summary>The same, but null also where another award of the offer waits for a code: new ones queue behind it.</summary>
    Task<long?> ClaimInTurn(PromoOffersDb db, int offerId, long awardId, DateTime now, CancellationToken cancel);
}
