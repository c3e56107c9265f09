using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// Servers that start together migrate one after the other. EF keeps them apart by a row in the database, which a killed server
/// leaves behind for ever; a lock on a file is let go by the operating system. Who holds the file may remove the row.
/// </summary>
internal sealed class MigrateSqlite(SqliteDatabase database) : IMigrateDatabase
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    public async Task Run(CancellationToken cancel)
    {
        await using var connection = database.OpenForWriting();
        await using var alone = await Alone(connection.DataSource, cancel);
        RemoveLockOfTheDead(connection);
        await using var db = new PromoOffersDb(SqliteDatabase.Options(connection));
        await db.Database.MigrateAsync(cancel);
    }

    /// <returns>Null for a database in memory, which nobody shares.</returns>
    private static async Task<FileStream?> Alone(string file, CancellationToken cancel)
    {
        if (file.Length == 0) return null;
        while (true)
        {
            try
            {
                return new FileStream(file + "-migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(BetweenTries, cancel);
            }
        }
    }

    private static void RemoveLockOfTheDead(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        command.ExecuteNonQuery();
    }
}
