using Microsoft.Data.Sqlite;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// Rows that are deleted are overwritten (secure_delete), but what they left behind when a page was split is not, and the write-ahead
/// log has the pages as they were. So the file is written anew, and the log emptied into it and cut off.
/// </summary>
internal sealed class ForgetDeleted(SqliteDatabase database) : IForgetDeleted
{
    /// <summary>Written anew in about three seconds, for which all that writes waits. A larger file is its administrator's (docs/privacy.md).</summary>
    private const long LargestFile = 256L * 1024 * 1024;

    public async Task<bool> Forget(CancellationToken cancel)
    {
        await using var connection = database.OpenForWriting();
        await Execute(connection, "PRAGMA busy_timeout=5000; PRAGMA temp_store=FILE", cancel);
        try
        {
            if (new FileInfo(connection.DataSource).Length <= LargestFile) await Execute(connection, "VACUUM", cancel);
            await using var command = Command(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAsync(cancel) && reader.GetInt64(0) == 0;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return false;
        }
    }

    private static async Task Execute(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
