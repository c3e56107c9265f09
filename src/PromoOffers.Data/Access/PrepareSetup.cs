using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>
/// Makes the one-time setup code of a database that has no administrator yet. One server of several makes it, and it is told once:
/// only its hash is kept.
/// </summary>
public sealed class PrepareSetup(IWrites writes)
{
    /// <param name="again">Whether a code that was told before is replaced, because nobody noted it.</param>
    /// <returns>The code to tell; null where it was told before, or is not needed any more.</returns>
    public Task<string?> Run(bool again = false, CancellationToken cancel = default)
    {
        var code = SetupCode.New();
        return writes.Run(async (db, stop) =>
        {
            var organization = await db.Organization.SingleAsync(stop);
            if (organization.IsSetUp || (organization.SetupCodeHash is not null && !again)) return null;
            organization.SetupCodeHash = SetupCode.Hash(code);
            organization.Version++;
            return code;
        }, cancel);
    }
}
