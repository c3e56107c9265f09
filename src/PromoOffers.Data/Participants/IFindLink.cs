namespace PromoOffers.Data.Participants;

/// <summary>Whose private link it is, and what is needed to act on it.</summary>
/// <param name="EmailHash">As the offer knows the address.</param>
public sealed record PrivateLink(long ParticipantId, bool IsConfirmed, byte[] EmailHash, OfferStamp Offer);

/// <summary>Finds out who stands behind a private link, for the busiest operations: by one statement of each database's own.</summary>
public interface IFindLink
{
    /// <param name="slug">Of the offer, as in its address.</param>
    /// <returns>Null: nobody has this link.</returns>
    Task<PrivateLink?> Find(PromoOffersDb db, string slug, string privateToken, CancellationToken cancel);
}
