namespace PromoOffers.Domain.Fulfillment;

/// <summary>How long the codes of an offer will last, at the rate at which awards were earned lately.</summary>
/// <param name="Free">Codes that are free now.</param>
/// <param name="Uploaded">Codes of all files of the offer.</param>
/// <param name="AwardsLately">Awards earned in the last <see cref="Days"/> days, today included.</param>
public sealed record StockForecast(long Free, long Uploaded, int AwardsLately)
{
    /// <summary>A week, so that a weekday weighs like a Sunday.</summary>
    public const int Days = 7;

    /// <summary>Further away than this nobody plans, and no rate holds.</summary>
    private const int Horizon = 3650;

    /// <summary>The day on which the stock runs out at today's rate; null: nothing is given out, or not within ten years.</summary>
    public DateOnly? RunsOutOn(DateOnly today)
    {
        if (Free <= 0) return today;
        if (AwardsLately <= 0) return null;
        // In whole numbers: a rate of a seventh has no exact fraction.
        var days = Free * Days / AwardsLately;
        return days > Horizon ? null : today.AddDays((int)days);
    }

    /// <summary>Whether the alert is due.</summary>
    /// <param name="below">Fewer free codes than this; null: a tenth of those uploaded.</param>
    public bool IsLow(int? below) => Uploaded > 0 && (below is { } limit ? Free < limit : Free * 10 < Uploaded);
}
