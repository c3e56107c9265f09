namespace PromoOffers.Domain.Draws;

/// <summary>Where somebody who was drawn stands.</summary>
public enum Outcome { Won, Alternate, Disqualified }

/// <summary>Why somebody who was drawn does not win. Public; a note beside it is not.</summary>
public enum DisqualificationCategory { OutsideTheCountries, EnteredTwice, WorksForTheOrganiser, UnderAge, AlreadyWon, NotRedeemed, Other }

/// <summary>One rank of a drawing's order.</summary>
public sealed class Winner
{
    private Winner() { }

    public Winner(int drawingId, int rank, long entryId, long participantId) =>
        (DrawingId, Rank, EntryId, ParticipantId) = (drawingId, rank, entryId, participantId);

    public long Id { get; private set; }
    public int DrawingId { get; private set; }

    /// <summary>1 for whoever was drawn first.</summary>
    public int Rank { get; private set; }
    public long EntryId { get; private set; }
    public long ParticipantId { get; private set; }
    public Outcome Outcome { get; set; } = Outcome.Alternate;
}

public enum RecordAct { Disqualified, Reinstated }

/// <summary>Something decided about somebody who was drawn. Appended only.</summary>
public sealed class DrawingRecord
{
    public const int MaxNoteLength = 500;

    private DrawingRecord() { }

    public DrawingRecord(Drawing drawing, int rank, RecordAct act, DisqualificationCategory? category, string? note, string by, DateTime now)
    {
        (DrawingId, Rank, Act, Category, Note, By, At) = (drawing.Id, rank, act, category, note, by, now);
        AfterFinal = drawing.IsFinal;
    }

    public long Id { get; private set; }
    public int DrawingId { get; private set; }
    public int Rank { get; private set; }
    public RecordAct Act { get; private set; }

    /// <summary>Null for a reinstatement.</summary>
    public DisqualificationCategory? Category { get; private set; }

    /// <summary>For staff alone; null: none, or erased.</summary>
    public string? Note { get; private set; }
    public string By { get; private set; } = "";
    public DateTime At { get; private set; }

    /// <summary>Decided once the winners were final.</summary>
    public bool AfterFinal { get; private set; }
}
