namespace PromoOffers.Domain.Fulfillment;

/// <summary>When a mail that was not accepted is tried again: after one minute, then twice as long each time, for about a day.</summary>
public static class RetrySchedule
{
    public const int MaxAttempts = 13;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <param name="attempts">Made so far, at least 1.</param>
    /// <returns>Null: it was the last one.</returns>
    public static DateTime? Next(int attempts, DateTime now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (attempts >= MaxAttempts) return null;
        var wait = First * Math.Pow(2, attempts - 1);
        return now + (wait < Longest ? wait : Longest);
    }
}
