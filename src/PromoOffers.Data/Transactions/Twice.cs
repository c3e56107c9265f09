using Microsoft.EntityFrameworkCore;

namespace PromoOffers.Data.Transactions;

internal static class Twice
{
    /// <summary>
    /// Runs what may meet its twin: two servers that write the same new row at the same moment. The one that comes second
    /// runs again and finds the row.
    /// </summary>
    public static async Task<T> AtMost<T>(Func<Task<T>> run)
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
