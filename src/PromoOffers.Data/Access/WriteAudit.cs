using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>Notes what somebody did where nothing else of it is written in the same transaction, such as signing in.</summary>
public sealed class WriteAudit(IWrites writes)
{
    public Task<bool> Run(string action, Actor actor, DateTime now, CancellationToken cancel = default) =>
        writes.Run((db, _) =>
        {
            db.AuditEntries.Add(new AuditEntry(action, actor, now));
            return Task.FromResult(true);
        }, cancel);
}
