using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>Keeps an offer's totals and its days, in the transaction of whatever is counted.</summary>
public static class Tally
{
    /// <summary>Changes totals in place, so that what others count at the same time is kept.</summary>
    public static Task Count(this PromoOffersDb db, int offerId, Action<UpdateSettersBuilder<OfferCounts>> changes, CancellationToken cancel) =>
        db.OfferCounts.Where(c => c.OfferId == offerId).ExecuteUpdateAsync(changes, cancel);

    /// <summary>Adds one to what <paramref name="counted"/> names on the day of <paramref name="now"/>, UTC.</summary>
    public static async Task CountDay(
        this PromoOffersDb db, int offerId, DateTime now, Expression<Func<OfferDay, int>> counted, CancellationToken cancel, int by = 1)
    {
        var day = DateOnly.FromDateTime(now);
        var row = counted.Parameters[0];
        var more = Expression.Lambda<Func<OfferDay, int>>(Expression.Add(counted.Body, Expression.Constant(by)), row);
        if (await Update() > 0) return;
        db.OfferDays.Add(new OfferDay(offerId, day));
        await db.SaveChangesAsync(cancel);
        await Update();

        Task<int> Update() =>
            db.OfferDays.Where(d => d.OfferId == offerId && d.Day == day).ExecuteUpdateAsync(set => set.SetProperty(counted, more), cancel);
    }
}
