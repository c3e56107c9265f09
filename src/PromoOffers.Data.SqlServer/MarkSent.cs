using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Fulfillment;

namespace PromoOffers.Data.SqlServer;

internal sealed class MarkSent : IMarkSent
{
    public async Task<bool> Mark(PromoOffersDb db, long codeId, DateTime now, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"UPDATE [PromoCodes] SET [SentAt] = {now} WHERE [Id] = {codeId} AND [SentAt] IS NULL", cancel) == 1;
}
