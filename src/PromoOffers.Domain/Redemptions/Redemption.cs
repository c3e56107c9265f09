namespace PromoOffers.Domain.Redemptions;

/// <summary>A code used at checkout. A code has at most one that was not rolled back (unique).</summary>
public sealed class Redemption
{
    public const int MaxOrderIdLength = 100;
    public const int MaxReasonLength = 500;

    private Redemption() { }

    public Redemption(long codeId, int offerId, long participantId, string orderId, DateTime at) =>
        (PublicId, CodeId, OfferId, ParticipantId, OrderId, RedeemedAt) = (Domain.PublicId.NewInOrder(), codeId, offerId, participantId, orderId, at);

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

    /// <summary>When a use that was reported afterwards became known; null: it was asked for at checkout.</summary>
    public DateTime? ReportedAt { get; set; }

    /// <summary>The key that asked; null: somebody uploaded a list of used codes.</summary>
    public int? ApiKeyId { get; set; }

    /// <summary>Name of the key or the person.</summary>
    public string RecordedBy { get; set; } = "";
    public DateTime? RolledBackAt { get; private set; }

    /// <summary>Name of the key or the person; null unless rolled back, as the reason.</summary>
    public string? RolledBackBy { get; private set; }
    public string? RollbackReason { get; private set; }
}

/// <summary>
/// A use of a code that was reported afterwards, though the code had another order already, or was void: what the shop has let happen
/// is shown, and is no redemption. The same order is told once (unique).
/// </summary>
public sealed class RedemptionConflict
{
    private RedemptionConflict() { }

    public RedemptionConflict(long codeId, int offerId, long participantId, string orderId, DateTime at, DateTime now) =>
        (PublicId, CodeId, OfferId, ParticipantId, OrderId, RedeemedAt, ReportedAt) =
        (Domain.PublicId.New(), codeId, offerId, participantId, orderId, at, now);

    public long Id { get; private set; }
    public string PublicId { get; private set; } = "";
    public long CodeId { get; private set; }
    public int OfferId { get; private set; }
    public long ParticipantId { get; private set; }
    public string OrderId { get; private set; } = "";
    public long? Amount { get; set; }
    public string? Currency { get; set; }
    public DateTime RedeemedAt { get; private set; }
    public DateTime ReportedAt { get; private set; }
    public int? ApiKeyId { get; set; }
    public string RecordedBy { get; set; } = "";
}
