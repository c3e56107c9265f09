using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>
/// What an operation adds to the totals of offers and to their days. Written at its very end by one statement for each row, in
/// place, so that what others count at the same time is kept, and a row that everybody counts on is held for as short as can be.
/// </summary>
public sealed class Counting
{
    private readonly List<OfferCounts> totals = [];
    private readonly List<OfferDay> days = [];

    /// <summary>Each holds what is added to the row of its offer, negative where something is taken away.</summary>
    public IReadOnlyList<OfferCounts> Totals => totals;

    /// <summary>Each holds what is added to the row of its offer and day.</summary>
    public IReadOnlyList<OfferDay> Days => days;

    /// <summary>Once it is written.</summary>
    public void Clear()
    {
        totals.Clear();
        days.Clear();
    }

    internal OfferCounts Of(int offerId)
    {
        var counts = totals.Find(c => c.OfferId == offerId);
        if (counts is null) totals.Add(counts = new OfferCounts(offerId));
        return counts;
    }

    internal OfferDay Of(int offerId, DateOnly day)
    {
        var counts = days.Find(d => d.OfferId == offerId && d.Day == day);
        if (counts is null) days.Add(counts = new OfferDay(offerId, day));
        return counts;
    }
}

/// <summary>Counts, in the transaction of whatever is counted.</summary>
public static class Tally
{
    /// <summary>What is set on the answer is added to the offer's totals.</summary>
    public static OfferCounts Totals(this PromoOffersDb db, int offerId) => db.Counting.Of(offerId);

    /// <summary>What is set on the answer is added to the offer's day that <paramref name="now"/> falls on, UTC.</summary>
    public static OfferDay Day(this PromoOffersDb db, int offerId, DateTime now) => db.Counting.Of(offerId, DateOnly.FromDateTime(now));
}
