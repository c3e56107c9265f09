using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Sqlite;

internal sealed class MigrateSqlite(SqliteDatabase database) : IMigrateDatabase
{
    public async Task Run(CancellationToken cancel)
    {
        await using var connection = database.OpenForWriting();
        await using var db = new PromoOffersDb(SqliteDatabase.Options(connection));
        await db.Database.MigrateAsync(cancel);
    }
}
