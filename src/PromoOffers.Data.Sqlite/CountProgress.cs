using System.Globalization;
using PromoOffers.Data.Participants;

namespace PromoOffers.Data.Sqlite;

internal sealed class CountProgress : ICountProgress
{
    private const string Count = """UPDATE "Participants" SET "Progress" = "Progress" + 1 WHERE "Id" = @p0 RETURNING "Progress" """;

    public Task<int> CountOne(PromoOffersDb db, long participantId, CancellationToken cancel) =>
        Task.FromResult(Convert.ToInt32(db.Lane().Prepared(Count, participantId).ExecuteScalar(), CultureInfo.InvariantCulture));
}
