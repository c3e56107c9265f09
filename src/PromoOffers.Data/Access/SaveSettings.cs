using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>Changes the settings that people edit.</summary>
public sealed class SaveSettings(IWrites writes)
{
    /// <param name="version">As it was loaded.</param>
    /// <param name="change">Sets the new values; run again where the transaction was lost.</param>
    /// <returns>False where somebody else saved meanwhile.</returns>
    public Task<bool> Run(int by, int version, Action<Organization> change, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            var (actor, _) = await db.Acting(by, stop);
            var organization = await db.Organization.SingleAsync(stop);
            if (organization.Version != version) return false;
            change(organization);
            organization.Version++;
            db.AuditEntries.Add(new AuditEntry("settings.saved", actor, now));
            return true;
        }, cancel);
}
