using PromoOffers.Domain.Offers;

namespace PromoOffers.Domain.Participants;

/// <summary>One thing a friend did for a participant. The same friend counts once for a participant, for ever (unique).</summary>
public sealed class Referral
{
    private Referral() { }

    public Referral(int offerId, long referrerId, GoalType kind, byte[] friendKey, long? friendId, DateTime now) =>
        (OfferId, ReferrerId, Kind, FriendKey, FriendId, At) = (offerId, referrerId, kind, friendKey, friendId, now);

    public long Id { get; private set; }
    public int OfferId { get; private set; }
    public long ReferrerId { get; private set; }
    public GoalType Kind { get; private set; }

    /// <summary>Keyed hash of the visitor, the address or the event's source: what makes the friend the same friend.</summary>
    public byte[] FriendKey { get; private set; } = [];

    /// <summary>The friend, where they signed up.</summary>
    public long? FriendId { get; private set; }
    public DateTime At { get; private set; }
}

/// <summary>A browser that opened a public page; the 30 minutes of a visit are for the funnel only.</summary>
public sealed class Visitor
{
    private Visitor() { }

    public Visitor(int offerId, byte[] key, DateTime now) => (OfferId, Key, LastVisitAt) = (offerId, key, now);

    public int OfferId { get; private set; }
    public byte[] Key { get; private set; } = [];
    public DateTime LastVisitAt { get; set; }
}
