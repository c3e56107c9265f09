using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Seeding;

/// <summary>
/// The shop of the demo, which speaks to the API from its server as a shop would. Its key is made with the demo and kept protected,
/// because the shop is a part of this application: no other key can be read again.
/// </summary>
public sealed class ExampleShop(IWrites writes, IDbContextFactory<PromoOffersDb> reading, IDataProtectionProvider protection)
{
    /// <summary>Of its key.</summary>
    public const string Name = "Northlight shop";

    private readonly IDataProtector protector = protection.CreateProtector("PromoOffers.ExampleShop");

    /// <returns>Null where there is no demo.</returns>
    public async Task<string?> Key(CancellationToken cancel = default)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var kept = await db.Organization.AsNoTracking().Select(o => o.ExampleShopKey).SingleAsync(cancel);
        return kept is null ? null : protector.Unprotect(kept);
    }

    internal Task<bool> MakeKey(Actor by, DateTime now, CancellationToken cancel)
    {
        var secret = ApiSecret.New();
        var kept = protector.Protect(secret.Text);
        return writes.Run(async (db, stop) =>
        {
            var organization = await db.Organization.SingleAsync(stop);
            if (organization.ExampleShopKey is not null) return false;
            db.ApiKeys.Add(new ApiKey(Name, secret, [ApiScope.Validate, ApiScope.Redeem, ApiScope.Rollback], expiresAt: null, by.Name, now));
            (organization.ExampleShopKey, organization.Version) = (kept, organization.Version + 1);
            return true;
        }, cancel);
    }
}
