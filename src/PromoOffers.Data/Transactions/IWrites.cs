namespace PromoOffers.Data.Transactions;

/// <summary>
/// The only way to write. On SQLite one lane that commits whatever waits in one transaction, on SQL Server a transaction for each
/// operation in the retrying strategy.
/// </summary>
public interface IWrites
{
    /// <summary>
    /// Runs an operation on a context that tracks nothing yet inside a transaction, saves what it changed, and answers once that is committed.
    /// The operation may be run again from the start: it does no I/O beside the database and changes nothing else.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled, and nothing of it stands: in the lane before it began, on a server before its commit.</exception>
    Task<T> Run<T>(Func<PromoOffersDb, CancellationToken, Task<T>> operation, CancellationToken cancel = default);

    /// <summary>So many wait to write that what nobody waits for had better come later.</summary>
    bool IsBusy { get; }

    /// <summary>Saves a context that was changed outside an operation, the same way.</summary>
    Task<int> Save(PromoOffersDb changed, CancellationToken cancel = default);
}
