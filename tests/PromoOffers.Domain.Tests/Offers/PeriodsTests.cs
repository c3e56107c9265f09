using System.Globalization;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Domain.Tests.Offers;

/// <summary>Where the periods of drawings begin and end, over the days on which clocks jump.</summary>
public sealed class PeriodsTests
{
    /// <summary>The boundary of the date in UTC, and the lengths of the day before and of the day itself in hours.</summary>
    [Theory]
    [InlineData("Europe/Paris", "2026-03-29", "2026-03-28T23:00", 24, 23)]
    [InlineData("Europe/Paris", "2026-10-25", "2026-10-24T22:00", 24, 25)]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00", 24, 23)]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00", 24, 25)]
    [InlineData("Asia/Kathmandu", "2026-06-15", "2026-06-14T18:15", 24, 24)]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00", 24, 23)] // 00:00 is skipped: the day begins at 01:00 +03:00.
    [InlineData("Africa/Cairo", "2026-10-30", "2026-10-29T22:00", 25, 24)] // The last hour of the 29th is there twice; midnight is not.
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00", 24, 23)] // 00:00 is skipped: the day begins at 01:00 -03:00.
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00", 24, 25)] // 00:00 is said twice: the day begins the first time.
    [InlineData("Europe/Paris", "2028-02-29", "2028-02-28T23:00", 24, 24)]
    public void A_day_begins_at_its_first_instant(string zone, string date, string boundary, int hoursBefore, int hours)
    {
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);
        var start = First(day.AddDays(-1), zone);
        var periods = Periods.Between(start, First(day.AddDays(2), zone), DrawingSchedule.Daily, default, Zone(zone));
        Assert.Equal(3, periods.Count);
        Assert.Equal(Utc(boundary), periods[1].OpensAt);
        Assert.Equal((hoursBefore, hours), ((int)(periods[0].ClosesAt - periods[0].OpensAt).TotalHours, (int)(periods[1].ClosesAt - periods[1].OpensAt).TotalHours));
        Assert.Equal(day, DateOnly.FromDateTime(ZoneTime.ToLocal(periods[1].OpensAt, Zone(zone))));
        Assert.Equal(day.AddDays(-1), DateOnly.FromDateTime(ZoneTime.ToLocal(periods[1].OpensAt.AddMilliseconds(-1), Zone(zone))));
    }

    [Theory]
    [InlineData("Europe/Paris")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Africa/Cairo")]
    [InlineData("America/Santiago")]
    [InlineData("America/Havana")]
    public void The_days_of_a_leap_year_follow_one_another_without_a_gap_or_an_overlap(string zone)
    {
        var (start, end) = (First(new DateOnly(2028, 1, 1), zone), First(new DateOnly(2029, 1, 1), zone));
        var days = Periods.Between(start, end, DrawingSchedule.Daily, default, Zone(zone));
        Assert.Equal(366, days.Count);
        AssertSeamless(days, start, end);
        Assert.Equal(Enumerable.Range(0, 366).Select(new DateOnly(2028, 1, 1).AddDays), days.Select(d => DateOnly.FromDateTime(ZoneTime.ToLocal(d.OpensAt, Zone(zone)))));
    }

    [Theory]
    [InlineData(DayOfWeek.Monday, 53)]
    [InlineData(DayOfWeek.Saturday, 53)]
    [InlineData(DayOfWeek.Sunday, 54)]
    public void Weeks_begin_on_the_chosen_day_and_the_first_and_last_are_as_long_as_they_are(DayOfWeek weekday, int weeks)
    {
        const string zone = "America/Havana";
        var (start, end) = (First(new DateOnly(2028, 1, 1), zone), First(new DateOnly(2029, 1, 1), zone));
        var periods = Periods.Between(start, end, DrawingSchedule.Weekly, weekday, Zone(zone));
        AssertSeamless(periods, start, end);
        Assert.Equal(weeks, periods.Count);
        Assert.All(periods.Skip(1), p => Assert.Equal(weekday, ZoneTime.ToLocal(p.OpensAt, Zone(zone)).DayOfWeek));
    }

    [Fact]
    public void A_one_time_drawing_is_open_from_the_start_to_the_end()
    {
        var (start, end) = (Utc("2026-12-01T10:15"), Utc("2026-12-24T17:00"));
        Assert.Equal([new Period(start, end)], Periods.Between(start, end, DrawingSchedule.OneTime, default, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_start_and_an_end_within_a_day_shorten_the_first_and_the_last_period()
    {
        var (start, end) = (Utc("2026-12-01T10:15"), Utc("2026-12-03T17:00"));
        Period[] expected = [new(start, Utc("2026-12-02T00:00")), new(Utc("2026-12-02T00:00"), Utc("2026-12-03T00:00")), new(Utc("2026-12-03T00:00"), end)];
        Assert.Equal(expected, Periods.Between(start, end, DrawingSchedule.Daily, default, TimeZoneInfo.Utc));
    }

    [Fact]
    public void More_than_the_most_is_cut_off_beyond_one_more() =>
        Assert.Equal(Periods.Most + 1, Periods.Between(Utc("2026-01-01T00:00"), Utc("2126-01-01T00:00"), DrawingSchedule.Daily, default, TimeZoneInfo.Utc).Count);

    private static void AssertSeamless(IReadOnlyList<Period> periods, DateTime start, DateTime end)
    {
        Assert.Equal((start, end), (periods[0].OpensAt, periods[^1].ClosesAt));
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.ClosesAt, pair.Second.OpensAt));
        Assert.All(periods, p => Assert.True(p.OpensAt < p.ClosesAt));
    }

    private static DateTime First(DateOnly date, string zone) => Periods.FirstInstant(date, Zone(zone));

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
