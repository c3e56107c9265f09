namespace PromoOffers.Web.Features.Redemptions.Shop;

/// <summary>Makes whatever is asked take whole steps of time, so that it does not tell by how long it takes why a code was refused.</summary>
public sealed class EvenTime(TimeProvider time)
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    public async Task<T> Take<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var result = await work();
        await Task.Delay(Step - new TimeSpan(time.GetElapsedTime(began).Ticks % Step.Ticks), time, cancel);
        return result;
    }
}
