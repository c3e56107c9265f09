using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;

namespace PromoOffers.Data.SqlServer;

internal sealed class CountProgress : ICountProgress
{
    public async Task<int> CountOne(PromoOffersDb db, long participantId, CancellationToken cancel) =>
        (await db.Database.SqlQuery<int>(
            $"UPDATE [Participants] SET [Progress] = [Progress] + 1 OUTPUT inserted.[Progress] AS [Value] WHERE [Id] = {participantId}").ToListAsync(cancel)).Single();
}
