namespace PromoOffers.Domain.Access;

/// <summary>
/// When a message that was not taken is tried again: the waits that the Standard Webhooks specification recommends, about three days
/// in all.
/// </summary>
public static class WebhookSchedule
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(24);

    public static int MaxAttempts => Waits.Length + 1;

    /// <param name="attempts">Made so far, at least 1.</param>
    /// <param name="notBefore">What the other side wishes, granted up to a day; null: nothing.</param>
    /// <returns>Null: it was the last one.</returns>
    public static DateTime? Next(int attempts, DateTime now, DateTime? notBefore = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (attempts >= MaxAttempts) return null;
        var usual = now + Waits[attempts - 1];
        var wished = notBefore < now + LongestWish ? notBefore.Value : now + LongestWish;
        return notBefore is not null && wished > usual ? wished : usual;
    }
}
