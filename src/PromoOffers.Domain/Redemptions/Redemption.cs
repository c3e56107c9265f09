namespace PromoOffers.Domain.Redemptions;

/// <summary>A code used at checkout. A code has at most one that was not rolled back (unique).</summary>
public sealed class Redemption
{
    private Redemption() { }

    public Redemption(long codeId, int offerId, long participantId, string orderId, DateTime now) =>
        (PublicId, CodeId, OfferId, ParticipantId, OrderId, RedeemedAt) = (Domain.PublicId.New(), codeId, offerId, participantId, orderId, now);

    public long Id { get; private set; }
    public string PublicId { get; private set; } = "";
    public long CodeId { get; private set; }
    public int OfferId { get; private set; }
    public long ParticipantId { get; private set; }

    /// <summary>The shop's own number.</summary>
    public string OrderId { get; private set; } = "";

    /// <summary>Minor units of <see cref="Currency"/>; null: not said.</summary>
    public long? Amount { get; set; }

    /// <summary>ISO 4217; null: not said.</summary>
    public string? Currency { get; set; }
    public DateTime RedeemedAt { get; private set; }
    public DateTime? RolledBackAt { get; private set; }
}
