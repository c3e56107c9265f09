using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Participants;

internal static class OfferAtWork
{
    private static readonly CompiledQuery<int, Offer> OfKey = new((db, offerId) =>
        db.Offers.AsNoTracking().Include(o => o.Approved).Single(o => o.Id == offerId));

    /// <summary>The offer with the terms that hold, for an operation of its participants, which changes neither.</summary>
    public static Task<Offer> WithTerms(this PromoOffersDb db, int offerId, CancellationToken cancel) => OfKey.Run(db, offerId, cancel);

    /// <summary>
    /// Runs what may meet its twin: two servers that write the same new row at the same moment. The one that comes second
    /// runs again and finds the row.
    /// </summary>
    public static async Task<T> TwiceAtMost<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (DbUpdateException)
        {
            return await run();
        }
    }
}
