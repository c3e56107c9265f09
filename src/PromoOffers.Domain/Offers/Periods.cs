namespace PromoOffers.Domain.Offers;

/// <summary>From <paramref name="OpensAt"/> on and before <paramref name="ClosesAt"/>, UTC.</summary>
public sealed record Period(DateTime OpensAt, DateTime ClosesAt);

/// <summary>When the drawings of a sweepstakes are open: half-open, one after the other, without a gap.</summary>
public static class Periods
{
    /// <summary>A daily sweepstakes of a year has 366; more is a mistake of somebody's calendar.</summary>
    public const int Most = 400;

    /// <summary>
    /// Between two instants: one period, or one for each local date or week of the zone, the first and the last as short as the
    /// instants make them. A date begins at its first instant: where the clocks skip midnight, later; where they say it twice, the first time.
    /// </summary>
    /// <returns>At most one more than <see cref="Most"/>.</returns>
    public static IReadOnlyList<Period> Between(DateTime start, DateTime end, DrawingSchedule schedule, DayOfWeek weekday, TimeZoneInfo zone)
    {
        var periods = new List<Period>();
        var date = DateOnly.FromDateTime(ZoneTime.ToLocal(start, zone));
        for (var open = start; open < end && periods.Count <= Most; open = periods[^1].ClosesAt)
        {
            DateTime close;
            do
            {
                date = After(date, schedule, weekday);
                close = date == DateOnly.MaxValue ? end : FirstInstant(date, zone);
            }
            while (close <= open);
            periods.Add(new Period(open, close < end ? close : end));
        }
        return periods;
    }

    /// <summary>The instant at which a date begins.</summary>
    public static DateTime FirstInstant(DateOnly date, TimeZoneInfo zone) => ZoneTime.ToUtc(date.ToDateTime(TimeOnly.MinValue), zone);

    private static DateOnly After(DateOnly date, DrawingSchedule schedule, DayOfWeek weekday) => schedule switch
    {
        DrawingSchedule.OneTime => DateOnly.MaxValue,
        DrawingSchedule.Daily => date.AddDays(1),
        DrawingSchedule.Weekly => date.AddDays((weekday - date.DayOfWeek + 6) % 7 + 1),
    };
}
