namespace PromoOffers.Domain.Draws;

/// <summary>Somebody's place in a drawing: one for an address and period (unique). It counts once it is confirmed.</summary>
public sealed class Entry
{
    private Entry() { }

    public Entry(int drawingId, long participantId, DateTime now) =>
        (DrawingId, ParticipantId, EnteredAt, PublicId) = (drawingId, participantId, now, Domain.PublicId.New());

    public long Id { get; private set; }
    public int DrawingId { get; private set; }
    public long ParticipantId { get; private set; }

    /// <summary>The entry id of the public list: random, another one in each drawing, and told to its holder alone.</summary>
    public string PublicId { get; private set; } = "";
    public DateTime EnteredAt { get; private set; }

    /// <summary>Null: does not count (yet).</summary>
    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>Whose link brought this person into the sweepstakes, with this entry; null: nobody's, or with an earlier one.</summary>
    public long? BroughtById { get; set; }

    /// <summary>1 and the extra entries; reckoned as the drawing freezes.</summary>
    public int Weight { get; private set; } = 1;

    public void Confirm(DateTime now) => ConfirmedAt ??= now;
}
