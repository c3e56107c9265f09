using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Domain.Tests.Fulfillment;

public sealed class RetryScheduleTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(12, 240)]
    public void Each_attempt_waits_twice_as_long_as_the_one_before_up_to_four_hours(int attempts, int minutes) =>
        Assert.Equal(Now.AddMinutes(minutes), RetrySchedule.Next(attempts, Now));

    [Fact]
    public void There_is_an_end() => Assert.Null(RetrySchedule.Next(RetrySchedule.MaxAttempts, Now));
}
