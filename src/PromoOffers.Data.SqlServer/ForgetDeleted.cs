using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.SqlServer;

/// <summary>A server cleans up deleted rows by itself; its transaction log and backups are its administrator's (docs/privacy.md).</summary>
internal sealed class ForgetDeleted : IForgetDeleted
{
    public Task<bool> Forget(CancellationToken cancel) => Task.FromResult(true);
}
