namespace PromoOffers.Domain.Offers;

/// <summary>Maintained totals of an offer: what the lists and filters show without counting rows.</summary>
public sealed class OfferCounts
{
    private OfferCounts() { }

    public OfferCounts(int offerId) => OfferId = offerId;

    public int OfferId { get; private set; }
    public int Participants { get; set; }
    public int GoalMet { get; set; }

    /// <summary>Participants with an award for which no code was free, or that nobody sent yet.</summary>
    public int Awaiting { get; set; }

    /// <summary>Participants who were sent at least one code.</summary>
    public int CodeSent { get; set; }

    /// <summary>Participants with a mail that could not be delivered.</summary>
    public int Failed { get; set; }

    /// <summary>Participants all of whose prizes are redeemed.</summary>
    public int HaveRedeemed { get; set; }

    /// <summary>Codes sent at least once; one participant may have several.</summary>
    public int CodesSent { get; set; }

    /// <summary>Codes redeemed, and not rolled back.</summary>
    public int Redeemed { get; set; }
    public long CodesUploaded { get; set; }
    public long CodesFree { get; set; }
}

/// <summary>What happened in an offer on one day, UTC; the source of funnel and chart.</summary>
public sealed class OfferDay
{
    private OfferDay() { }

    public OfferDay(int offerId, DateOnly day) => (OfferId, Day) = (offerId, day);

    public int OfferId { get; private set; }
    public DateOnly Day { get; private set; }
    public int Visits { get; set; }
    public int SignUps { get; set; }
    public int Shares { get; set; }
    public int ReferredSignUps { get; set; }
    public int Awards { get; set; }
    public int CodesSent { get; set; }
    public int Redeemed { get; set; }
}
