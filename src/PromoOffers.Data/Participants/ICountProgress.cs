namespace PromoOffers.Data.Participants;

/// <summary>Brings a participant one nearer to the goal. The statement is each database's own.</summary>
public interface ICountProgress
{
    /// <summary>
    /// Counts in place, inside the operation that <paramref name="db"/> belongs to, so that friends who arrive at once all count, and
    /// holds the participant's row until its end.
    /// </summary>
    /// <returns>The progress from now on.</returns>
    Task<int> CountOne(PromoOffersDb db, long participantId, CancellationToken cancel);
}
