using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Domain.Tests.Fulfillment;

public sealed class StockForecastTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData(70, 14, 35)]
    [InlineData(3, 2, 10)]
    [InlineData(0, 0, 0)]
    public void The_stock_runs_out_at_the_rate_of_the_last_week(long free, int lately, int days) =>
        Assert.Equal(Today.AddDays(days), new StockForecast(free, 1000, lately).RunsOutOn(Today));

    [Theory]
    [InlineData(10, 0)]
    [InlineData(long.MaxValue / 8, 1)]
    public void A_stock_that_lasts_has_no_day(long free, int lately) =>
        Assert.Null(new StockForecast(free, long.MaxValue, lately).RunsOutOn(Today));

    [Theory]
    [InlineData(9, 100, null, true)]
    [InlineData(10, 100, null, false)]
    [InlineData(49, 100, 50, true)]
    [InlineData(50, 100, 50, false)]
    [InlineData(0, 0, null, false)]
    public void The_alert_is_due_below_the_limit_or_a_tenth(long free, long uploaded, int? below, bool due) =>
        Assert.Equal(due, new StockForecast(free, uploaded, 1).IsLow(below));
}
