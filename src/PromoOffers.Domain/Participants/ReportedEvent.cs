namespace PromoOffers.Domain.Participants;

/// <summary>
/// Something the marketer's own site or CRM reports for a participant. Its source's own id makes it count once in an offer (unique).
/// </summary>
public sealed class ReportedEvent
{
    public const int MaxSourceIdLength = 200;

    private ReportedEvent() { }

    public ReportedEvent(int offerId, string sourceId, long participantId, string name, DateTime now) =>
        (OfferId, SourceId, ParticipantId, Name, At) = (offerId, sourceId, participantId, name, now);

    public int OfferId { get; private set; }
    public string SourceId { get; private set; } = "";
    public long ParticipantId { get; private set; }
    public string Name { get; private set; } = "";
    public DateTime At { get; private set; }
}
