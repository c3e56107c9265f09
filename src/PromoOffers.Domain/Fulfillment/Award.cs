namespace PromoOffers.Domain.Fulfillment;

/// <summary>
/// Held: earned, a marketer sends it. Waiting: to be sent, no code was free (oldest first). Fulfilled: it has its code
/// (or needs none) and a delivery. Withdrawn: disqualified.
/// </summary>
public enum AwardState { Held, Waiting, Fulfilled, Withdrawn }

/// <summary>A prize that somebody has earned. Made once for each time the goal is met, or for a place won in a drawing (unique), gets one code, exactly once.</summary>
public sealed class Award
{
    private Award() { }

    public Award(int offerId, long participantId, int ordinal, DateTime now) =>
        (OfferId, ParticipantId, Ordinal, EarnedAt) = (offerId, participantId, ordinal, now);

    public long Id { get; private set; }
    public int OfferId { get; private set; }
    public long ParticipantId { get; private set; }

    /// <summary>1 for the participant's first award in the offer.</summary>
    public int Ordinal { get; private set; }
    public DateTime EarnedAt { get; private set; }

    /// <summary>The rank of a drawing that won it (unique); null for a referral goal.</summary>
    public long? WinnerId { get; init; }
    public AwardState State { get; set; } = AwardState.Held;
}
