namespace PromoOffers.Domain.Offers;

/// <summary>Terms as they were approved; never changed afterwards, so that a mail can be shown as it was sent.</summary>
public sealed class OfferVersion
{
    private OfferVersion() { }

    internal OfferVersion(Offer offer, int number, OfferTerms terms, string by, DateTime now) =>
        (Offer, Number, Terms, ApprovedBy, ApprovedAt) = (offer, number, terms, by, now);

    public int Id { get; private set; }
    public int OfferId { get; private set; }
    public Offer Offer { get; private set; } = null!;

    /// <summary>1 for the first approval.</summary>
    public int Number { get; private set; }
    public OfferTerms Terms { get; private set; } = new();
    public string ApprovedBy { get; private set; } = "";
    public DateTime ApprovedAt { get; private set; }
}
