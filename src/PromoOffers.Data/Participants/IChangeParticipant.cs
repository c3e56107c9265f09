using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <param name="ReferrerId">Whose share link the participant came by; null: nobody's.</param>
public sealed record Confirmation(long? ReferrerId);

/// <summary>
/// The changes that the busiest operations make to a participant whom they have not loaded: each one guarded statement, in place, that
/// holds the row until the end of the operation. The statements are each database's own.
/// </summary>
public interface IChangeParticipant
{
    /// <summary>Brings somebody one nearer to the goal, so that friends who arrive at once all count.</summary>
    /// <returns>With the progress from now on.</returns>
    Task<Standing> CountProgress(PromoOffersDb db, long participantId, CancellationToken cancel);

    /// <summary>Keeps what was earned: when the goal was met, the number of awards, and where the prize stands.</summary>
    /// <param name="before">As the operation has read it.</param>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException">Somebody else has changed it meanwhile.</exception>
    Task KeepEarned(PromoOffersDb db, Standing before, Standing after, CancellationToken cancel);

    /// <summary>Confirms the address. Who brought the participant is told as it stands from then on: until then another sign-up may change it.</summary>
    /// <returns>Null: it was confirmed before, and nothing changed.</returns>
    Task<Confirmation?> Confirm(PromoOffersDb db, long participantId, DateTime now, CancellationToken cancel);

    /// <summary>Counts a code that was sent for the first time.</summary>
    /// <returns>Codes sent until now.</returns>
    Task<int> CountSent(PromoOffersDb db, long participantId, CancellationToken cancel);

    /// <summary>Shows another state of the prize.</summary>
    /// <param name="from">As the operation has read it.</param>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException">Somebody else has changed it meanwhile.</exception>
    Task MovePrize(PromoOffersDb db, long participantId, PrizeState from, PrizeState to, CancellationToken cancel);
}
