namespace PromoOffers.Data.Transactions;

/// <summary>Removes what was deleted from the database's own files, where it would still lie for a while.</summary>
public interface IForgetDeleted
{
    /// <returns>False: somebody still reads what was before; to be tried again.</returns>
    Task<bool> Forget(CancellationToken cancel);
}
