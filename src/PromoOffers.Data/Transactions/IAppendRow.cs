namespace PromoOffers.Data.Transactions;

/// <summary>
/// Adds a row that the operation makes once and does not change any more. It is not tracked where that would cost more than the row
/// itself. Written at once, or with what is saved next.
/// </summary>
public interface IAppendRow
{
    /// <summary>Adds a row whose key nobody asks for: it is not read back.</summary>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateException">The row breaks a rule of its table, such as a unique key; now or when it is saved.</exception>
    Task Append<T>(PromoOffersDb db, T row, CancellationToken cancel)
        where T : class;

    /// <summary>The same, at once, and the row has its key afterwards.</summary>
    Task AppendWithKey<T>(PromoOffersDb db, T row, CancellationToken cancel)
        where T : class;

    /// <summary>Adds a row unless one with the same unique key is there.</summary>
    /// <param name="isThere">Asks the database for it, where it has to be asked first.</param>
    /// <returns>Whether it was new.</returns>
    Task<bool> AppendNew<T>(PromoOffersDb db, T row, Func<Task<bool>> isThere, CancellationToken cancel)
        where T : class;
}
