namespace PromoOffers.Domain.Access;

/// <summary>Who did what, when. Appended only; the History of an offer is its entries.</summary>
public sealed class AuditEntry
{
    private AuditEntry() { }

    public AuditEntry(string action, Actor actor, DateTime now, int? offerId = null, long? participantId = null) =>
        (Action, ActorId, ActorName, At, OfferId, ParticipantId) = (action, actor.Id, actor.Name, now, offerId, participantId);

    public long Id { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>One of the keys the interface has a sentence for, such as <c>codes.uploaded</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>Null where the application or a participant acted.</summary>
    public int? ActorId { get; private set; }
    public string ActorName { get; private set; } = "";
    public int? OfferId { get; private set; }
    public long? ParticipantId { get; private set; }

    /// <summary>What the sentence names, by name; never a code, a private link or a password.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}

/// <summary>Somebody who acts: a member of staff, or the application itself.</summary>
/// <param name="Id">Null for the application.</param>
public sealed record Actor(int? Id, string Name)
{
    public static readonly Actor System = new(null, "PromoOffers");

    /// <summary>Whoever holds a private link; a name would be personal data.</summary>
    public static readonly Actor Participant = new(null, "Participant");
}
