namespace PromoOffers.Data.Transactions;

/// <summary>
/// Puts many new rows in as fast as the database can, inside the operation that the context belongs to; EF writes and reads back each
/// by itself. Keys that the database makes are not read back. The statement is each database's own.
/// </summary>
public interface IInsertMany
{
    /// <param name="rows">Entities of the model that are not tracked.</param>
    Task Run<T>(PromoOffersDb db, IReadOnlyCollection<T> rows, CancellationToken cancel)
        where T : class;
}
