using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.SqlServer;

/// <summary>EF holds an application lock while it migrates, so servers that start together wait for one another.</summary>
internal sealed class MigrateSqlServer(SqlServerDatabase database) : IMigrateDatabase
{
    public async Task Run(CancellationToken cancel)
    {
        await using var db = new PromoOffersDb(database.Options());
        await db.Database.MigrateAsync(cancel);
    }
}
