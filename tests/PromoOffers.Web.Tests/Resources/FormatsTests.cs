using System.Globalization;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Tests.Resources;

public sealed class FormatsTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");
    private static readonly DateTime Afternoon = new(2026, 12, 8, 13, 36, 0, DateTimeKind.Utc);

    [Fact]
    public void Numbers_are_grouped() =>
        Assert.Equal(("12,480", "12\u202f480"), (Formats.Number(12480, English), Formats.Number(12480, French)));

    [Fact]
    public void Decimals_that_are_zero_are_left_out() =>
        Assert.Equal(("14.2", "14,2", "512"), (Formats.Number(14.24m, 1, English), Formats.Number(14.24m, 1, French), Formats.Number(512m, 1, English)));

    [Fact]
    public void French_puts_a_space_before_the_percent_sign() =>
        Assert.Equal(("38%", "38\u00a0%"), (Formats.Percent(0.376, English), Formats.Percent(0.376, French)));

    [Fact]
    public void A_part_of_nothing_is_nothing() => Assert.Equal("0%", Formats.Percent(5, 0, English));

    [Fact]
    public void An_instant_is_told_by_the_clock_of_its_zone() =>
        Assert.Equal(
            ("8 Dec 2026, 14:36", "8 déc. 2026, 14\u00a0h\u00a036", "8 Dec 2026, 08:36"),
            (Formats.DateAndTime(Afternoon, "Europe/Paris", English), Formats.DateAndTime(Afternoon, "Europe/Paris", French),
                Formats.DateAndTime(Afternoon, "America/New_York", English)));

    [Fact]
    public void The_first_of_a_month_is_an_ordinal_in_French() =>
        Assert.Equal(("1ᵉʳ déc. 2026", "1 Dec 2026"), (Formats.Date(new DateOnly(2026, 12, 1), French), Formats.Date(new DateOnly(2026, 12, 1), English)));

    [Fact]
    public void A_weekday_has_its_date() =>
        Assert.Equal(("Saturday 12 December", "samedi 12 décembre"), (Formats.Weekday(new DateOnly(2026, 12, 12), English), Formats.Weekday(new DateOnly(2026, 12, 12), French)));

    [Theory]
    [InlineData(17, "17\u00a0bytes", "17\u00a0o")]
    [InlineData(191_488, "187\u00a0KB", "187\u00a0Ko")]
    [InlineData(14_889_779, "14.2\u00a0MB", "14,2\u00a0Mo")]
    [InlineData(536_870_912, "512\u00a0MB", "512\u00a0Mo")]
    public void Sizes_have_the_units_of_a_file_manager(long bytes, string english, string french) =>
        Assert.Equal((english, french), (Formats.Bytes(bytes, English), Formats.Bytes(bytes, French)));

    [Theory]
    [InlineData(9, "9\u00a0s")]
    [InlineData(125, "2\u00a0min 5\u00a0s")]
    [InlineData(4800, "1\u00a0h 20\u00a0min")]
    [InlineData(273_600, "3\u00a0d 4\u00a0h")]
    public void Durations_have_two_units_at_most(int seconds, string expected) =>
        Assert.Equal(expected, Formats.Duration(TimeSpan.FromSeconds(seconds), English));
}
