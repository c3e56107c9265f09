namespace PromoOffers.Domain.Participants;

/// <summary>How far a participant has come and what that has earned them, as one operation has read it.</summary>
/// <param name="Progress">Towards the goal.</param>
/// <param name="Awards">Earned until now.</param>
/// <param name="GoalMetAt">Null: never.</param>
/// <param name="IsErased">Earns nothing any more.</param>
public sealed record Standing(long ParticipantId, int Progress, int Awards, DateTime? GoalMetAt, PrizeState Prize, bool IsErased);
